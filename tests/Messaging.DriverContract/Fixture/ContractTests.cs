using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>A test of the suite: a topic of its own, a transport for each side, and an end that checks that nobody logged an error.</summary>
public abstract class ContractTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly Lock _lock = new();
    private Task<Transport>? _serverSide;
    private Task<Transport>? _clientSide;

    /// <summary>Prepares a test; nothing is opened yet.</summary>
    protected ContractTests(IDriverFixture fixture) => Fixture = fixture;

    /// <summary>The driver under test.</summary>
    protected IDriverFixture Fixture { get; }

    /// <summary>A topic that no other test uses.</summary>
    protected string Topic { get; } = "contract-" + Guid.NewGuid().ToString("N");

    /// <summary>What everything logs. An error that was not announced fails the test.</summary>
    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    /// <summary>The clock of transports that are opened from now on.</summary>
    protected TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Stops what the test started, the last first, and checks the log.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync().AsTask().WithinLimit();
        }

        Log.VerifyNoErrors();
    }

    /// <summary>Puts a clock that stands still in the place of the system's.</summary>
    protected ManualTimeProvider StopTime()
    {
        var clock = new ManualTimeProvider();
        Time = clock;
        return clock;
    }

    /// <summary>Opens a transport, which is disposed with the test.</summary>
    protected async Task<Transport> OpenAsync(Action<TransportOptions>? configure = null)
    {
        var options = new TransportOptions
        {
            Drivers = Fixture.Drivers,
            DriverOptions = Fixture.DriverOptions,
            LoggerFactory = Log,
            TimeProvider = Time,
        };
        configure?.Invoke(options);
        return Own(await Transport.OpenAsync(Fixture.Url, options).WithinLimit());
    }

    /// <summary>The transport of the test's servers.</summary>
    protected Task<Transport> ServerSideAsync() => _serverSide ??= OpenAsync();

    /// <summary>The transport of the test's clients.</summary>
    protected Task<Transport> ClientSideAsync() => _clientSide ??= OpenAsync();

    /// <summary>A client of the test's topic.</summary>
    protected async Task<RpcClient> ClientAsync(RpcClientOptions? options = null) =>
        new(await ClientSideAsync(), new Target { Topic = Topic }, options);

    /// <summary>Starts a server of the test's topic with the given endpoints.</summary>
    protected Task<RpcServer> ServeAsync(params object[] endpoints) => ServeAsync("server-1", new RpcServerOptions(), endpoints);

    /// <summary>Starts a server of the test's topic with a name, options and endpoints: methods stand for an endpoint of their own.</summary>
    protected async Task<RpcServer> ServeAsync(string name, RpcServerOptions options, params object[] endpoints)
    {
        var methods = endpoints.OfType<RpcMethod>().ToArray();
        object[] all = methods.Length == 0 ? endpoints : [.. endpoints.Where(e => e is not RpcMethod), new RpcEndpoint(methods)];
        var server = Own(new RpcServer(await ServerSideAsync(), new Target { Topic = Topic, Server = name }, options, all));
        await server.StartAsync().WithinLimit();
        return server;
    }

    /// <summary>Starts a server that the test plays itself, message by message.</summary>
    internal async Task<RawServer> ServeRawAsync(int prefetch = 64, bool acknowledges = true)
    {
        var url = TransportUrl.Parse(Fixture.Url);
        var driver = Own(Fixture.Drivers.Find(url).Create(url, new DriverContext
        {
            LoggerFactory = Log,
            TimeProvider = Time,
            ControlExchange = "openstack",
            MaxMessageSize = 128 * 1024 * 1024,
            DriverOptions = Fixture.DriverOptions,
        }));
        var server = Own(new RawServer(acknowledges));
        server.Listener = await driver
            .ListenAsync(new Target { Topic = Topic, Server = "raw" }, new ListenOptions { Prefetch = prefetch }, server,
                CancellationToken.None)
            .WithinLimit();
        return server;
    }

    /// <summary>Makes the end of the test dispose something.</summary>
    protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        lock (_lock)
        {
            _owned.Add(owned);
        }

        return owned;
    }
}
