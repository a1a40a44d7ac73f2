using Messaging.Drivers.Rabbit.Serving.Parking;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>A delivered request: settled on the channel that it came through; its reply goes through the publisher.</summary>
/// <param name="consumer">The consumer that received it.</param>
/// <param name="tag">The delivery tag.</param>
/// <param name="userId">The user who published it, as checked by the broker; null when it names none.</param>
/// <param name="copy">The copy that is parked if it is rejected; null when rejected messages are left to the broker.</param>
/// <param name="size">How many bytes of it are in flight until it is released.</param>
internal sealed class RabbitIncomingMessage(
    RequestConsumer consumer, ulong tag, string? userId, ParkShipment? copy, int size) : IncomingMessage
{
    public override CallerIdentity? Caller => userId is null ? null : new CallerIdentity(CallerIdentity.RabbitUser, userId);

    // Sent by us, it would carry our user: only its caller can sign it.
    public override bool CanBeSentAnew => userId is null;

    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Oslo2;

    public override void Acknowledge()
    {
        copy?.Drop();
        consumer.Acks.Acknowledge(tag);
    }

    public override void Requeue()
    {
        copy?.Drop();
        consumer.Acks.Requeue(tag);
    }

    public override void HandBack(ReadOnlySpan<byte> body, Deadline deadline)
    {
        if (!CanBeSentAnew)
        {
            Requeue();
            return;
        }

        copy?.Drop();
        consumer.HandBack(this, tag, body, deadline);
    }

    public override void Reject(string reason) => Reject(new Rejection(RejectionReason.Refused, reason));

    /// <summary>The caller of this method has logged the reason.</summary>
    public override void Reject(Rejection rejection)
    {
        if (copy is null)
        {
            consumer.Acks.Reject(tag);
        }
        else
        {
            copy.Park(rejection);
        }
    }

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        consumer.Intake.Replies.SendAsync(replyTo, body, deadline, cancellationToken);

    public override void ReleaseBody() => consumer.Intake.Budget.Release(size);
}
