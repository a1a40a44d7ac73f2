using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>Answers the raw twin's requests where they arrive, one after the other: an echo needs no thread of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer holds nothing but the buffer beside it.")]
internal sealed class RawRequestConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private static readonly CachedString DefaultExchange = new("");

    private readonly RawAcks _acks = new(channel);
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _writer = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private RawReplyTo _replyTo;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _acks.Add(deliveryTag);
        var (id, payload) = RawMessage.ReadRequest(body.Span, ref _replyTo);
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        RawMessage.WriteReply(_writer, id, payload);
        var sending = Channel.BasicPublishAsync(
            DefaultExchange, _replyTo.Queue, mandatory: true, RawProperties.Reply, _buffer.WrittenMemory, CancellationToken.None);
        return sending.IsCompletedSuccessfully ? Task.CompletedTask : sending.AsTask();
    }
}
