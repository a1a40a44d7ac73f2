using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>A delivered request: it is settled on the link that delivered it, and its reply goes through the sender.</summary>
internal sealed class Amqp1IncomingMessage(QueueLink link, LinkIntake intake, Message message) : IncomingMessage
{
    public override EnvelopeFormat ReplyFormat => link.Dialect.Format;

    public override void Acknowledge() => link.Settle(message, new Accepted());

    public override void Requeue() => link.Settle(message, new Modified { DeliveryFailed = true });

    public override void HandBack(ReadOnlySpan<byte> body, Deadline deadline) => intake.HandBack(link, message, body, deadline, this);

    public override void Reject(string reason) =>
        link.Settle(message, new Rejected { Error = new Error(ErrorCode.NotAllowed) { Description = reason } });

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        intake.ReplyAsync(link.Dialect, replyTo, body, message, deadline, cancellationToken);
}
