using System.Text.Json;
using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>
/// The raw twin's client: one connection, one channel without confirms, one named reply queue that acknowledges by itself.
/// </summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly CachedString _exchange;
    private readonly CachedString _routingKey;
    private readonly JsonEncodedText _replyQueue = JsonEncodedText.Encode($"reply_{Guid.NewGuid():N}");
    private readonly RawCalls _calls = new();

    private RawClient(IConnection connection, IChannel channel, string exchange, string topic)
    {
        _connection = connection;
        _channel = channel;
        _exchange = new CachedString(exchange);
        _routingKey = new CachedString(topic);
    }

    public static async Task<RawClient> StartAsync(
        ConnectionFactory factory, string exchange, string topic, CancellationToken cancellationToken)
    {
        var connection = await factory.CreateConnectionAsync("raw twin, client", cancellationToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var client = new RawClient(connection, channel, exchange, topic);
        channel.BasicReturnAsync += (_, returned) => client.OnReturnedAsync(returned.Body);
        var arguments = new Dictionary<string, object?> { ["x-expires"] = 1_800_000 };
        await channel.QueueDeclareAsync(
            client._replyQueue.Value, durable: false, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.BasicConsumeAsync(client._replyQueue.Value, autoAck: true, new RawReplyConsumer(channel, client), cancellationToken);
        return client;
    }

    public ValueTask<string> CallAsync(string payload)
    {
        var call = _calls.Take();
        var sending = _channel.BasicPublishAsync(
            _exchange, _routingKey, mandatory: true, RawProperties.Request, call.Encode(payload, _replyQueue));
        return sending.IsCompletedSuccessfully ? call.Task : SendAsync(sending, call);
    }

    public void Complete(ReadOnlySpan<byte> body)
    {
        var (id, result) = RawMessage.ReadReply(body);
        _calls.Find(id)?.Complete(id, result!);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(_replyQueue.Value);
        await _connection.DisposeAsync();
    }

    private static async ValueTask<string> SendAsync(ValueTask sending, RawCall call)
    {
        await sending;
        return await call.Task;
    }

    private Task OnReturnedAsync(ReadOnlyMemory<byte> body)
    {
        var (id, _) = RawMessage.ReadReply(body.Span);
        _calls.Find(id)?.Fail(id, new InvalidOperationException("No queue took the request."));
        return Task.CompletedTask;
    }
}
