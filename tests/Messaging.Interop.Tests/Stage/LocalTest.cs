namespace Messaging.Interop.Tests.Stage;

/// <summary>A test with a server or a client of ours in its own process, so that it sees what they log.</summary>
public abstract class LocalTest(Troupe troupe) : InteropTest(troupe), IAsyncLifetime
{
    // A machine that stands still for a while makes every host look dead that is asked at the time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<IAsyncDisposable> _opened = [];

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    private protected RawPeer Raw { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Raw = await RawPeer.ConnectAsync(Troupe.Node);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        await Raw.DisposeAsync();
    }

    protected async Task<Transport> OpenAsync(Action<TransportOptions>? configure = null)
    {
        var registry = new Drivers.DriverRegistry();
        Drivers.Rabbit.RabbitDriver.Register(registry);
        var options = new TransportOptions
        {
            Drivers = registry,
            LoggerFactory = Log,
            DriverOptions = new Drivers.Rabbit.RabbitOptions { Recovery = { HostTimeout = Patience } },
        };
        configure?.Invoke(options);
        var transport = await Transport.OpenAsync(Troupe.Url, options, Token);
        _opened.Add(transport);
        return transport;
    }

    protected async Task ServeLocallyAsync(object endpoint, Action<TransportOptions>? configure = null, string? topic = null)
    {
        var target = new Target { Topic = topic ?? Topic, Server = "local" };
        var server = new RpcServer(await OpenAsync(configure), target, endpoint);
        _opened.Add(server);
        await server.StartAsync(Token);
    }

    /// <summary>The lines of the log that an operator would look at.</summary>
    protected IReadOnlyList<LogEntry> Complaints => [.. Log.Entries.Where(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning)];
}
