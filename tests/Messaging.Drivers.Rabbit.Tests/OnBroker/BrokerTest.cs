using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// A test on a real broker: with a topic of its own, transports and servers that are closed at the end, and a log that must hold no error.
/// </summary>
public abstract class BrokerTest(RabbitBroker node) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected RabbitBroker Node { get; } = node;

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    protected string Topic { get; } = "t" + Guid.NewGuid().ToString("N");

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        Log.VerifyNoErrors();
    }

    protected async Task<Transport> OpenAsync(string? url = null, RabbitOptions? options = null, CapturingFactory? factory = null)
    {
        var transport = await Transport.OpenAsync(url ?? Node.Url, Options(options, factory), Token);
        _opened.Add(transport);
        return transport;
    }

    protected TransportOptions Options(RabbitOptions? options = null, CapturingFactory? factory = null)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        if (factory is not null)
        {
            registry.Register(factory);
        }

        options ??= new RabbitOptions();
        if (options.Recovery.HostTimeout == new RabbitOptions().Recovery.HostTimeout)
        {
            options.Recovery.HostTimeout = Patience.HostTimeout;
        }

        return new TransportOptions { Drivers = registry, LoggerFactory = Log, DriverOptions = options };
    }

    protected async Task<RpcServer> ServeAsync(Transport transport, object endpoint, string server = "s1", RpcServerOptions? options = null)
    {
        var started = new RpcServer(transport, new Target { Topic = Topic, Server = server }, options ?? new RpcServerOptions(), endpoint);
        _opened.Add(started);
        await started.StartAsync(Token);
        return started;
    }

    protected RpcClient Client(Transport transport, int timeoutSeconds = 60) =>
        new RpcClient(transport, new Target { Topic = Topic }).With(timeout: TimeSpan.FromSeconds(timeoutSeconds));

    /// <summary>Whatever is disposed with the test.</summary>
    protected T Own<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
