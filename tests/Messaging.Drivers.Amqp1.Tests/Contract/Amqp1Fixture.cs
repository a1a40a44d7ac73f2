using Amqp;
using Amqp.Framing;
using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;

namespace Messaging.Drivers.Amqp1.Tests.Contract;

/// <summary>The broker that the tests of this project share, as the driver contract wants it.</summary>
internal sealed class Amqp1Fixture : IDriverFixture
{
    private readonly ContractBroker _broker;

    public Amqp1Fixture(ContractBroker broker)
    {
        _broker = broker;
        Amqp1Driver.Register(Drivers);
    }

    public string Url => _broker.Url;

    public DriverRegistry Drivers { get; } = new();

    public async Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        var connection = await new ConnectionFactory().CreateAsync(
            new Address("127.0.0.1", _broker.Port, "guest", "guest", "/", "AMQP"), new Open { ContainerId = Guid.NewGuid().ToString(), HostName = "vhost:/" }, null);
        var link = new SenderLink(new Session(connection), "raw", $"/exchanges/openstack/{topic}");
        await link.SendAsync(new Message
        {
            Header = new Header { Durable = true },
            Properties = new Properties { ContentType = "application/json", ContentEncoding = "utf-8" },
            BodySection = new Data { Binary = body.ToArray() },
        });
        await connection.CloseAsync();
    }
}
