using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.OnBroker;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Contract;

/// <summary>The broker that the tests of this project share, as the driver contract wants it.</summary>
internal sealed class RabbitFixture : IDriverFixture
{
    private readonly BrokerNode _broker;

    public RabbitFixture(BrokerNode broker)
    {
        _broker = broker;
        RabbitDriver.Register(Drivers);
    }

    public string Url => _broker.Node.Url;

    public DriverRegistry Drivers { get; } = new();

    public object? DriverOptions { get; } = new RabbitOptions { Recovery = { HostTimeout = Patience.HostTimeout } };

    public async Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = _broker.Node.Port }
            .CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties { ContentType = "application/json", ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent };
        await channel.BasicPublishAsync("openstack", topic, mandatory: true, properties, body);
    }
}
