using Messaging.DriverContract;

namespace Messaging.Drivers.ZeroMq.Tests.Support;

/// <summary>A test with servers and clients of its own ports, and an end that checks that nobody logged an error.</summary>
public abstract class ZeroMqTest : IAsyncLifetime
{
    // For machines that stand still for a while.
    private static readonly ZeroMqOptions Patient = new() { Grace = WaitLimit.Default };

    private readonly List<IAsyncDisposable> _owned = [];
    protected DriverRegistry Drivers { get; } = new();

    protected ZeroMqTest() => ZeroMqDriver.Register(Drivers);

    protected string Topic { get; } = "zmq-" + Guid.NewGuid().ToString("N");

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync().AsTask().WithinLimit();
        }

        Log.VerifyNoErrors();
    }

    protected async Task<Transport> OpenAsync(
        string url, ZeroMqOptions? options = null, int? maxMessageSize = null, TimeProvider? clock = null)
    {
        var all = new TransportOptions { Drivers = Drivers, DriverOptions = options ?? Patient, LoggerFactory = Log };
        all.TimeProvider = clock ?? all.TimeProvider;
        if (maxMessageSize is { } most)
        {
            all.MaxMessageSize = most;
        }

        return Own(await Transport.OpenAsync(url, all).WithinLimit());
    }

    /// <summary>Starts a server with a transport of its own, which is disposed with what is returned.</summary>
    protected async Task<Transport> ServeAsync(int port, string name, ZeroMqOptions? options, params RpcMethod[] methods) =>
        (await ServeAsync($"zmq://127.0.0.1:{port}", name, options, new RpcServerOptions(), methods)).Transport;

    protected async Task<(Transport Transport, RpcServer Server)> ServeAsync(
        string url, string name, ZeroMqOptions? options, RpcServerOptions serverOptions, params RpcMethod[] methods)
    {
        var transport = await OpenAsync(url, options);
        var server = Own(new RpcServer(transport, new Target { Topic = Topic, Server = name }, serverOptions, new RpcEndpoint(methods)));
        await server.StartAsync().WithinLimit();
        return (transport, server);
    }

    protected async Task<RpcClient> ClientAsync(string url, ZeroMqOptions? options = null) =>
        new(await OpenAsync(url, options), new Target { Topic = Topic }, new RpcClientOptions { Timeout = WaitLimit.Default });

    protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Returns its argument <c>value</c>.</summary>
    protected static RpcMethod Echo() => RpcMethod.Create(
        "echo", [new RpcParameter("value", typeof(RpcValue))], call => new ValueTask<RpcValue>(call.Argument<RpcValue>("value")));

    /// <summary>Returns a text.</summary>
    protected static RpcMethod Says(string name, string text) => RpcMethod.Create(name, [], _ => new ValueTask<string>(text));

    /// <summary>Parks until the test releases it, then returns a text.</summary>
    protected static RpcMethod Parks(string name, SyncPoint point, string text = "done") => RpcMethod.Create(name, [], async ValueTask<string> (_) =>
    {
        await point.ParkAsync();
        return text;
    });

    /// <summary>Says when it runs.</summary>
    protected static RpcMethod Notes(string name, Journal<string> ran, string text) => RpcMethod.Create(name, [], _ =>
    {
        ran.Add(text);
        return ValueTask.CompletedTask;
    });
}
