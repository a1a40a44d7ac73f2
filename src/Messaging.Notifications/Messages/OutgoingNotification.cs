using Messaging.Drivers;

namespace Messaging.Notifications.Messages;

/// <summary>A notification on its way to the queue of one topic.</summary>
/// <param name="target">The queue.</param>
/// <param name="deadline">When the notifier stops waiting.</param>
/// <param name="content">What it says.</param>
/// <param name="isBare">Whether the sender insists on the form without an envelope (oslo's driver <c>messaging</c>).</param>
internal sealed class OutgoingNotification(Target target, Deadline deadline, NotificationContent content, bool isBare)
    : OutgoingMessage(MessageKind.Notification, target, deadline)
{
    public override string Method => content.EventType;

    /// <inheritdoc/>
    public override void WriteTo(MessageBuffer buffer, EnvelopeFormat format, MessageId messageId = default, string? replyTo = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NotificationWriter.Write(buffer, isBare ? EnvelopeFormat.Bare : format, content);
    }
}
