using Messaging.Drivers;

namespace Messaging.Notifications.Messages;

/// <summary>An outgoing notification to the queue of one topic.</summary>
/// <param name="target">The queue.</param>
/// <param name="deadline">When the notifier stops waiting.</param>
/// <param name="content">Its content.</param>
/// <param name="isBare">Whether the sender requires the form without an envelope (oslo's driver <c>messaging</c>).</param>
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
