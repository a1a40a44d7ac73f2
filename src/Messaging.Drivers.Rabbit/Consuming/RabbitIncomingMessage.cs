namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>A request that was delivered: its endings go to the channel that it came through, its reply through the publishers.</summary>
internal sealed class RabbitIncomingMessage(RequestConsumer consumer, ulong tag) : IncomingMessage
{
    public override EnvelopeFormat ReplyFormat => EnvelopeFormat.Oslo2;

    public override void Acknowledge() => consumer.Acks.Acknowledge(tag);

    public override void Requeue() => consumer.Acks.Requeue(tag);

    public override void HandBack(ReadOnlySpan<byte> body, Deadline deadline) => consumer.HandBack(this, tag, body, deadline);

    /// <summary>Whoever rejects a message has logged why.</summary>
    public override void Reject(string reason) => consumer.Acks.Reject(tag);

    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken) =>
        consumer.Replies.SendAsync(replyTo, body, deadline, cancellationToken);
}
