using Messaging.DriverContract;
using Messaging.Drivers.Amqp1.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Generic;

/// <summary>A test of the generic dialect: a broker of its own, and whoever uses it.</summary>
public abstract class GenericTests : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private GenericBroker? _broker;

    private protected GenericBroker Broker => _broker!;

    protected Journal<string> Noted { get; } = new();

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync();
        }

        _broker?.Dispose();
        Log.Dispose();
    }

    private protected void Start(GenericBrokerSetup setup) => _broker = new GenericBroker(setup);

    protected Task<Transport> OpenAsync(string options) => OpenUrlAsync(Broker.Url(options));

    protected async Task<Transport> OpenUrlAsync(string url)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return Own(await Transport.OpenAsync(url, new TransportOptions { Drivers = drivers, LoggerFactory = Log }, Token));
    }

    protected async Task<RpcClient> ClientAsync(string options) => new(await OpenAsync(options), new Target { Topic = "calc" });

    protected async Task<RpcServer> ServeAsync(string options, string name = "one", object? endpoint = null)
    {
        var server = Own(new RpcServer(
            await OpenAsync(options), new Target { Topic = "calc", Server = name }, new RpcServerOptions(), endpoint ?? new Noter(Noted)));
        await server.StartAsync(Token);
        return server;
    }

    protected static Task<int> AddAsync(RpcClient client) => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

    protected Task WaitForAsync(string text) => Noted.WaitForAsync(entry => entry == text, text);

    protected T Own<T>(T made)
        where T : IAsyncDisposable
    {
        _owned.Add(made);
        return made;
    }
}
