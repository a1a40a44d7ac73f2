using Messaging.Drivers.Rabbit.Serving.Parking;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>A request that was delivered: its endings go to the channel that it came through, its reply through the publishers.</summary>
/// <param name="consumer">What took it.</param>
/// <param name="tag">The number of the delivery.</param>
/// <param name="userId">Who published it, as the broker has checked; null for one that does not say.</param>
/// <param name="copy">What is parked if it is rejected; null when rejected messages are left to the broker.</param>
/// <param name="size">How many bytes of it are in hand until it is released.</param>
internal sealed class RabbitIncomingMessage(RequestConsumer consumer, ulong tag, string? userId, ParkShipment? copy, int size) : IncomingMessage
{
    public override CallerIdentity? Caller => userId is null ? null : new CallerIdentity(CallerIdentity.RabbitUser, userId);

    // Sent by us, it would be ours: only its caller can sign it.
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

    /// <summary>Whoever rejects a message has logged why.</summary>
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
