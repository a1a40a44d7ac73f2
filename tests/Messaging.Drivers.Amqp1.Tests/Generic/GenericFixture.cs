using Amqp;
using Amqp.Framing;
using Messaging.DriverContract;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>The generic dialect on a broker in this process, as the driver contract wants it.</summary>
internal sealed class GenericFixture : IDriverFixture
{
    private readonly SharedGenericBroker _broker;

    public GenericFixture(SharedGenericBroker broker)
    {
        _broker = broker;
        Amqp1Driver.Register(Drivers);
    }

    public string Url => _broker.Url;

    public DriverRegistry Drivers { get; } = new();

    public async Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", _broker.Port, GenericBroker.User, GenericBroker.Key, "/", "AMQP"));

        // What has a priority is a notification.
        var address = topic.Contains('.', StringComparison.Ordinal) ? $"notify/openstack/{topic}" : $"openstack/{topic}";
        await new SenderLink(new Session(connection), "raw", address).SendAsync(new Message
        {
            Properties = new Properties { ContentType = "application/json", ContentEncoding = "utf-8" },
            BodySection = new Data { Binary = body.ToArray() },
        });
        await connection.CloseAsync();
    }
}
