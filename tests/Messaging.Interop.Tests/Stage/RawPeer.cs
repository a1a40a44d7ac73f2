using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Interop.Tests.Stage;

/// <summary>Neither language: a plain AMQP client that sends what it likes and shows what arrives in its queues.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private const string Exchange = "openstack";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private RawPeer(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>A queue of its own, to which replies may be sent.</summary>
    public string Queue { get; } = "reply_" + Guid.NewGuid().ToString("N");

    /// <summary>What has arrived, the envelopes as they are.</summary>
    public Journal<RawMessage> Arrived { get; } = new();

    private static bool Durable => !RabbitBroker.PermitsTransientQueues;

    public static async Task<RawPeer> ConnectAsync(RabbitBroker node, string virtualHost = "/")
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = node.Port, VirtualHost = virtualHost };
        var connection = await factory.CreateConnectionAsync();
        var peer = new RawPeer(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
        await peer._channel.QueueDeclareAsync(peer.Queue, Durable, exclusive: false, autoDelete: true);
        await peer.TakeAsync(peer.Queue);
        return peer;
    }

    /// <summary>An object in the envelope of oslo.messaging.</summary>
    public static byte[] Envelope(string message, string version = "2.0") => Encoding.UTF8.GetBytes(
        $$"""{"oslo.version": "{{version}}", "oslo.message": {{JsonSerializer.Serialize(message)}}}""");

    /// <summary>Has the messages of a queue arrive here.</summary>
    public async Task TakeAsync(string queue)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            Arrived.Add(new(queue, Encoding.UTF8.GetString(delivery.Body.Span), delivery.RoutingKey));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    /// <summary>Takes the place of a server: what is called on the topic arrives here.</summary>
    public async Task ServeAsync(string topic)
    {
        await _channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, Durable, autoDelete: false);
        await _channel.QueueDeclareAsync(topic, Durable, exclusive: false, autoDelete: false);
        await _channel.QueueBindAsync(topic, Exchange, topic);
        await TakeAsync(topic);
    }

    /// <summary>Has messages that are rejected in some queue arrive here, by a policy of the broker.</summary>
    public async Task TakeDeadLettersAsync(string exchange)
    {
        await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: false, autoDelete: false);
        await _channel.QueueBindAsync(Queue, exchange, "");
    }

    public Task SendAsync(string topic, byte[] body, string? type = "application/json", string? encoding = "utf-8", string? compression = null) =>
        PublishAsync(Exchange, topic, body, type, encoding, compression);

    public Task ReplyAsync(string queue, byte[] body, string? type = "application/json") => PublishAsync("", queue, body, type, "utf-8", null);

    public Task<RawMessage> WaitForAsync(Func<RawMessage, bool> predicate) => Arrived.WaitForAsync(predicate, "a message at the raw peer");

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task PublishAsync(string exchange, string key, byte[] body, string? type, string? encoding, string? compression)
    {
        var properties = new BasicProperties();
        if (type is not null)
        {
            properties.ContentType = type;
        }

        if (encoding is not null)
        {
            properties.ContentEncoding = encoding;
        }

        if (compression is not null)
        {
            properties.Headers = new Dictionary<string, object?> { ["compression"] = compression };
        }

        await _channel.BasicPublishAsync(exchange, key, mandatory: false, properties, body);
    }
}
