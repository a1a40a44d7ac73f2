using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Tests.Oslo;
using Messaging.TestKit;

[assembly: AssemblyFixture(typeof(OsloBroker))]

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

/// <summary>The test broker of oslo.messaging's own driver: one that does not say what it is, and so has legacy addresses, and one that does.</summary>
public sealed class OsloBroker : IAsyncLifetime
{
    private readonly Dictionary<Amqp1Addressing, PythonPeer> _peers = [];
    private readonly Dictionary<Amqp1Addressing, int> _ports = [];

    public async ValueTask InitializeAsync()
    {
        if (PythonPeer.OsloVersion is null || PythonPeer.OsloVersion >= new Version(15, 0))
        {
            // The tests that use it are left out, or say what is missing.
            return;
        }

        await StartAsync(Amqp1Addressing.Legacy);
        await StartAsync(Amqp1Addressing.Routable, "--product", "a-router");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers.Values)
        {
            await peer.DisposeAsync();
        }
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int PortOf(Amqp1Addressing addressing) => _ports[addressing];

    /// <summary>The URL for us.</summary>
    public string UrlOf(Amqp1Addressing addressing) => $"amqp1://127.0.0.1:{_ports[addressing]}/?sasl_mechanism=anonymous";

    /// <summary>The URL for Python. What it does not wait for may be lost with its process.</summary>
    public string PeerUrlOf(Amqp1Addressing addressing) => $"amqp://127.0.0.1:{_ports[addressing]}/?pre_settled=rpc-reply";

    /// <summary>Waits until a server of Python is there for a target: Python says that it listens when it has only asked for it.</summary>
    public async Task WaitForServerAsync(Amqp1Addressing addressing, Target server)
    {
        var addresses = AddressesOf(addressing);
        await WaitForAsync(addressing, addresses.Of(new Target { Topic = server.Topic }));
        await WaitForAsync(addressing, addresses.Of(server));
        await WaitForAsync(addressing, addresses.OfFanout(server));
    }

    /// <summary>Waits until a listener of Python is there for the notifications of a topic, of one priority.</summary>
    public Task WaitForListenerAsync(Amqp1Addressing addressing, string topic) =>
        WaitForAsync(addressing, AddressesOf(addressing).OfNotifications(new Target { Topic = topic }));

    private static OsloAddresses AddressesOf(Amqp1Addressing addressing) =>
        new("openstack", "", isRoutable: addressing == Amqp1Addressing.Routable);

    private Task WaitForAsync(Amqp1Addressing addressing, string address) => _peers[addressing].WaitForAsync(
        line => line.TryGetProperty("address", out var subscribed) && subscribed.ValueEquals(address));

    private async Task StartAsync(Amqp1Addressing addressing, params string[] arguments)
    {
        var peer = PythonPeer.Start("amqp1_broker.py", arguments);
        _peers[addressing] = peer;
        _ports[addressing] = (await peer.WaitForReadyAsync()).GetProperty("port").GetInt32();
    }
}
