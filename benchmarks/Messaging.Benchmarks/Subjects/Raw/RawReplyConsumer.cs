using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>Hands the raw twin's replies to their calls.</summary>
internal sealed class RawReplyConsumer(IChannel channel, RawClient client) : AsyncDefaultBasicConsumer(channel)
{
    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        client.Complete(body.Span);
        return Task.CompletedTask;
    }
}
