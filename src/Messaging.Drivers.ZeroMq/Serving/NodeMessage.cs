namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A request as the node keeps it: with the connection that it came on, and the id that it had there.</summary>
internal sealed class NodeMessage(ClientLine client, MessageId id, MessageBuffer body, Deadline expiry) : QueuedMessage(body, expiry)
{
    public override Task ReplyAsync(string replyTo, ReadOnlyMemory<byte> body, Deadline deadline, CancellationToken cancellationToken)
    {
        return client.For(replyTo) is { } line
            ? line.ReplyAsync(id, body, deadline, cancellationToken)
            : throw new DeliveryException($"The caller at '{replyTo}' is gone: its connection has ended.", isTransient: false);
    }
}
