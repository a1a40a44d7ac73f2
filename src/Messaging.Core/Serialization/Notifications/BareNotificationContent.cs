using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>A notification whose sender insists on the form without an envelope (oslo's driver <c>messaging</c>).</summary>
internal sealed class BareNotificationContent(NotificationContent content) : OutgoingContent
{
    public override string Name => content.Name;

    public override void WriteTo(MessageBuffer body, EnvelopeFormat format, OutgoingMessage message, MessageId messageId, string? replyTo) =>
        NotificationWriter.Write(body, EnvelopeFormat.Bare, content);
}
