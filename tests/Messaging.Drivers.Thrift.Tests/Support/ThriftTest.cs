using System.Globalization;
using Messaging.DriverContract;

namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>A test with servers and clients of its own ports, and an end that checks that nobody logged an error.</summary>
public abstract class ThriftTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    protected ThriftTest()
    {
        ThriftDriver.Register(Drivers);
        Log.Expect("MethodFailed");
    }

    protected DriverRegistry Drivers { get; } = new();

    protected LogCapture Log { get; } = new(TestContext.Current.TestOutputHelper);

    protected int Port { get; } = FreePorts.Next();

    protected string Url => $"thrift://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

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

    protected async Task<Transport> OpenAsync(string url, ThriftOptions? options = null, Action<TransportOptions>? configure = null)
    {
        var all = new TransportOptions { Drivers = Drivers, DriverOptions = options ?? TestServices.Options(), LoggerFactory = Log };
        all.RemoteExceptions.Name<TooMuchException>(error => new RemoteException(
            "TooMuch", "tester", error.Message, keywordArguments: RpcValue.Parse(FormattableString.Invariant($$"""{"limit": {{error.Limit}}}"""))));
        configure?.Invoke(all);
        return Own(await Transport.OpenAsync(url, all).WithinLimit());
    }

    /// <summary>Starts a server with a transport of its own.</summary>
    protected async Task<RpcServer> ServeAsync(string url, object? endpoint = null, ThriftOptions? options = null, string topic = "tester", Action<TransportOptions>? configure = null)
    {
        var transport = await OpenAsync(url, options, configure);
        var server = Own(new RpcServer(transport, new Target { Topic = topic, Server = "one" }, new RpcServerOptions(), endpoint ?? new TesterEndpoint()));
        await server.StartAsync().WithinLimit();
        return server;
    }

    protected async Task<RpcClient> ClientAsync(string url, ThriftOptions? options = null, string topic = "tester") =>
        new(await OpenAsync(url, options), new Target { Topic = topic }, new RpcClientOptions { Timeout = WaitLimit.Default });

    protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
