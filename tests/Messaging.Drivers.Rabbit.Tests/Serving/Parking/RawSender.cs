using System.Text;
using Messaging.TestKit;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Sends what no sender of ours would.</summary>
internal static class RawSender
{
    public static async Task SendAsync(
        RabbitBroker node, string virtualHost, string key, string body, string contentType = "application/json", string? expiration = null)
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = node.Port, VirtualHost = virtualHost };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties
        {
            ContentType = contentType,
            ContentEncoding = "utf-8",
            UserId = "guest",
            Headers = new Dictionary<string, object?> { ["own-header"] = "from afar" },
        };
        if (expiration is not null)
        {
            properties.Expiration = expiration;
        }

        await channel.BasicPublishAsync("openstack", key, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }
}
