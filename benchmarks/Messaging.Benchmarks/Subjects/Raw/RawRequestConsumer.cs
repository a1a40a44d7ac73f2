using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>Answers the raw twin's requests where they arrive, one after the other: an echo needs no thread of its own.</summary>
internal sealed class RawRequestConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private static readonly CachedString DefaultExchange = new("");

    private readonly RawAcks _acks = new(channel);
    private readonly RawBuffer _buffer = new();
    private RawReplyTo _replyTo;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _acks.Add(deliveryTag);
        var (id, payload) = RawMessage.ReadRequest(body.Span, ref _replyTo);
        RawMessage.WriteReply(_buffer.Start(), id, payload);
        var sending = Channel.BasicPublishAsync(
            DefaultExchange, _replyTo.Queue, mandatory: true, RawProperties.Reply, _buffer.Written, CancellationToken.None);
        return sending.IsCompletedSuccessfully ? Task.CompletedTask : sending.AsTask();
    }
}
