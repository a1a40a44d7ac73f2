using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Takes messages from a queue as anybody may who looks after it.</summary>
internal sealed class DeadLetterReader : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private DeadLetterReader(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public Journal<ParkedMessage> Messages { get; } = new();

    public static async Task<DeadLetterReader> OpenAsync(RabbitBroker node, string queue, string virtualHost = "/", Func<ParkedMessage, bool>? rejects = null)
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = node.Port, VirtualHost = virtualHost };
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var reader = new DeadLetterReader(connection, channel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var message = ParkedMessage.Of(delivery);
            if (rejects?.Invoke(message) == true)
            {
                await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
            }
            else
            {
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            }

            reader.Messages.Add(message);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return reader;
    }

    /// <summary>A message whose body holds a text.</summary>
    public async Task<ParkedMessage> WaitForAsync(string text)
    {
        await Messages.WaitForAsync(message => message.Body.Contains(text, StringComparison.Ordinal), $"a message with '{text}'");
        return Messages.Entries.First(message => message.Body.Contains(text, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
