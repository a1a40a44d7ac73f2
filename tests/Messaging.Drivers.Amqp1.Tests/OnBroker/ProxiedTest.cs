using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A topic of its own on the broker, with a way to it that can be cut.</summary>
public abstract class ProxiedTest(ContractBroker broker) : IAsyncDisposable
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ContractBroker Broker { get; } = broker;

    protected string Topic { get; } = "proxied-" + Guid.NewGuid().ToString("N");

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    protected TcpProxy Proxy { get; } = TcpProxy.Start(broker.Port);

    protected Journal<string> Noted { get; } = new();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Log.Dispose();
        await Proxy.DisposeAsync();
    }

    protected string ProxyUrl(string options = "") => $"amqp1://guest:guest@127.0.0.1:{Proxy.Port}/{options}";

    protected Task<Transport> OpenAsync(string url)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return Transport.OpenAsync(url, new TransportOptions { Drivers = drivers, LoggerFactory = Log }, Token);
    }

    protected async Task<RpcServer> ServeAsync(Transport transport, Noter? endpoint = null)
    {
        var server = new RpcServer(
            transport, new Target { Topic = Topic, Server = "one" }, new RpcServerOptions(), endpoint ?? new Noter(Noted));
        await server.StartAsync(Token);
        return server;
    }
}
