using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

/// <summary>The test broker of oslo.messaging's own driver: one that does not say what it is, and so has legacy addresses, and one that does.</summary>
public sealed class OsloBroker : IAsyncLifetime
{
    private readonly List<PythonPeer> _peers = [];
    private readonly Dictionary<Amqp1Addressing, int> _ports = [];

    public async ValueTask InitializeAsync()
    {
        _ports[Amqp1Addressing.Legacy] = await StartAsync();
        _ports[Amqp1Addressing.Routable] = await StartAsync("--product", "a-router");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    /// <summary>The URL for us.</summary>
    public string UrlOf(Amqp1Addressing addressing) => $"amqp1://127.0.0.1:{_ports[addressing]}/?sasl_mechanism=anonymous";

    /// <summary>The URL for Python. What it does not wait for may be lost with its process.</summary>
    public string PeerUrlOf(Amqp1Addressing addressing) => $"amqp://127.0.0.1:{_ports[addressing]}/?pre_settled=rpc-reply";

    private async Task<int> StartAsync(params string[] arguments)
    {
        var peer = PythonPeer.Start("amqp1_broker.py", arguments);
        _peers.Add(peer);
        return (await peer.WaitForReadyAsync()).GetProperty("port").GetInt32();
    }
}
