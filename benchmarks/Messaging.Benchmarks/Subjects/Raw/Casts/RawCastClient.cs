using System.Collections.Concurrent;
using Messaging.Benchmarks.Measuring;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw.Casts;

/// <summary>Sends the raw twin's casts: one connection, one channel, buffers that are used again.</summary>
internal sealed class RawCastClient : IAsyncDisposable
{
    private readonly ConcurrentQueue<RawBuffer> _idle = new();
    private readonly CachedString _exchange;
    private readonly CachedString _routingKey;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly bool _mandatory;

    private RawCastClient(IConnection connection, IChannel channel, string topic, bool mandatory)
    {
        _connection = connection;
        _channel = channel;
        _exchange = new CachedString(topic);
        _routingKey = new CachedString(topic);
        _mandatory = mandatory;
    }

    public static async Task<RawCastClient> StartAsync(
        ConnectionFactory factory, string topic, Shape shape, CancellationToken cancellationToken)
    {
        var confirmed = shape != Shape.CastUnconfirmed;
        var connection = await factory.CreateConnectionAsync("raw twin, client", cancellationToken);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(confirmed, confirmed), cancellationToken);
        return new RawCastClient(connection, channel, topic, mandatory: shape != Shape.Fanout);
    }

    public async ValueTask CastAsync(string payload)
    {
        var buffer = _idle.TryDequeue(out var idle) ? idle : new RawBuffer();
        RawMessage.WriteCast(buffer.Start(), payload);
        await _channel.BasicPublishAsync(_exchange, _routingKey, _mandatory, RawProperties.Reply, buffer.Written);
        _idle.Enqueue(buffer);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
