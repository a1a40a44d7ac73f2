using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects.OneWay;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw.Casts;

/// <summary>The raw twin's servers of casts: a connection, and a queue and a channel for each.</summary>
internal sealed class RawCastServer : IAsyncDisposable
{
    private const ushort Prefetch = 256;

    private readonly IConnection _connection;

    private RawCastServer(IConnection connection) => _connection = connection;

    public static async Task<RawCastServer> StartAsync(
        ConnectionFactory factory, string topic, Shape shape, Tally tally, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync("raw twin, server", cancellationToken);
        var kind = shape == Shape.Fanout ? ExchangeType.Fanout : ExchangeType.Topic;
        for (var i = 0; i < shape.Servers(); i++)
        {
            var queue = $"{topic}.{i}";
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(topic, kind, durable: false, autoDelete: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                queue, durable: false, exclusive: false, autoDelete: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, topic, topic, cancellationToken: cancellationToken);
            await channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
            await channel.BasicConsumeAsync(queue, autoAck: false, new RawCastConsumer(channel, tally, shape), cancellationToken);
        }

        return new RawCastServer(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
