using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects.OneWay;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw.Casts;

/// <summary>Runs the raw twin's casts where they arrive.</summary>
internal sealed class RawCastConsumer(IChannel channel, Tally tally, Shape shape) : AsyncDefaultBasicConsumer(channel)
{
    private readonly RawAcks _acks = new(channel);
    private readonly CountingEndpoint _endpoint = new(tally, shape);
    private RawReplyTo _nobody;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _acks.Add(deliveryTag);
        _endpoint.Echo(RawMessage.ReadRequest(body.Span, ref _nobody).Payload);
        return Task.CompletedTask;
    }
}
