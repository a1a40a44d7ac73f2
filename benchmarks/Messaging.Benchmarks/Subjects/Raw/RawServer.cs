using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>The raw twin's server: one connection, one channel, acknowledgements of many sent as one.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const ushort Prefetch = 256;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;

    private RawServer(IConnection connection, IChannel channel, string queue)
    {
        _connection = connection;
        _channel = channel;
        _queue = queue;
    }

    public static async Task<RawServer> StartAsync(
        ConnectionFactory factory, string exchange, string topic, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync("raw twin, server", cancellationToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            exchange, ExchangeType.Topic, durable: false, autoDelete: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(topic, durable: false, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(topic, exchange, topic, cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        await channel.BasicConsumeAsync(topic, autoAck: false, new RawRequestConsumer(channel), cancellationToken);
        return new RawServer(connection, channel, topic);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(_queue);
        await _connection.DisposeAsync();
    }
}
