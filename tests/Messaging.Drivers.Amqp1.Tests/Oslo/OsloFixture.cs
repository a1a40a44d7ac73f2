using Amqp;
using Amqp.Framing;
using Messaging.DriverContract;

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

/// <summary>The dialect of oslo.messaging's own driver, on its test broker, as the driver contract wants it.</summary>
internal sealed class OsloFixture : IDriverFixture
{
    private readonly OsloBroker _broker;

    public OsloFixture(OsloBroker broker)
    {
        _broker = broker;
        Amqp1Driver.Register(Drivers);
    }

    public string Url => _broker.UrlOf(Amqp1Addressing.Routable);

    public DriverRegistry Drivers { get; } = new();

    public async Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body)
    {
        var connection = await new ConnectionFactory { SASL = { Profile = Amqp.Sasl.SaslProfile.Anonymous } }.CreateAsync(
            new Address("127.0.0.1", _broker.PortOf(Amqp1Addressing.Routable), null, null, "/", "AMQP"));
        var address = $"openstack.org/om/rpc/anycast/openstack/{topic}";
        var link = new SenderLink(new Session(connection), "raw", address);
        await link.SendAsync(new Message { Properties = new Properties { To = address }, BodySection = new Data { Binary = body.ToArray() } });
        await connection.CloseAsync();
    }
}
