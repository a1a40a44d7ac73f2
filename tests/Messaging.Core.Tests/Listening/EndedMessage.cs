using Messaging.Core.Tests.Notifications;
using Messaging.Drivers;
using Messaging.Intake;
using Messaging.Notifications.Listening;

namespace Messaging.Core.Tests.Listening;

/// <summary>A message that keeps its endings.</summary>
internal sealed class EndedMessage : IncomingMessage
{
    public List<string> Endings { get; } = [];

    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Bare;

    public static NotificationDelivery Of(
        EndedMessage message, MessagesInHand<NotificationDelivery> inHand, ulong id = 0, TimeProvider? time = null) =>
        new(
            message, Sample.Of("""{"event_type": "e"}"""), id == 0 ? MessageId.NewUnique() : new MessageId(1, id), time ?? TimeProvider.System,
            inHand);

    public static NotificationDelivery New() => Of(new EndedMessage(), new());

    public override void Acknowledge() => Endings.Add("acknowledged");

    public override void Requeue() => Endings.Add("requeued");

    public override void Reject(string reason) => Endings.Add("rejected");

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
