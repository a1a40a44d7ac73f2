using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A connection that stands and through which nothing comes any more, as when a machine hangs or a cable is cut.</summary>
public sealed class SilenceTests(ContractBroker broker) : IAsyncDisposable
{
    // Before, ends took a minute and more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _topic = "silence-" + Guid.NewGuid().ToString("N");
    private readonly TcpProxy _proxy = TcpProxy.Start(broker.Port);
    private readonly Journal<string> _noted = new();
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string ProxyUrl => $"amqp1://guest:guest@127.0.0.1:{_proxy.Port}/";

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task A_call_in_flight_fails_with_the_reason_when_the_broker_falls_silent_and_the_next_one_is_answered()
    {
        await using var serving = await OpenAsync(broker.Url);
        var endpoint = new Noter(_noted);
        await using var server = await ServeAsync(serving, endpoint);
        await using var calling = await OpenAsync(ProxyUrl + "?heartbeat=2&connect_timeout=2&reconnect_delay=0.1&max_reconnect_delay=0.5");
        var client = new RpcClient(calling, new Target { Topic = _topic });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await _noted.WaitForAsync(entry => entry == "parked", "parked");

        _proxy.Stall();

        // The library has another 20 seconds for the answer to its goodbye, which nobody waits for.
        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => parked.WaitAsync(TimeSpan.FromSeconds(15), Token));
        Assert.Contains("idle timeout", lost.Message, StringComparison.Ordinal);
        _proxy.CutAll();
        _proxy.Resume();
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        endpoint.Release();
    }

    [Fact]
    public async Task A_server_takes_calls_again_after_the_broker_was_silent()
    {
        await using var serving = await OpenAsync(ProxyUrl + "?heartbeat=2&connect_timeout=2&reconnect_delay=0.1&max_reconnect_delay=0.5");
        await using var server = await ServeAsync(serving, new Noter(_noted));
        await using var calling = await OpenAsync(broker.Url);
        var client = new RpcClient(calling, new Target { Topic = _topic });

        _proxy.Stall();
        await _log.WaitForAsync("ConnectionLost");
        _proxy.CutAll();
        _proxy.Resume();

        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await _noted.WaitForAsync(entry => entry == "cast", "cast");
    }

    [Fact]
    public async Task A_transport_with_a_server_ends_in_seconds_though_the_broker_answers_nothing()
    {
        var serving = await OpenAsync(ProxyUrl + "?heartbeat=0");
        var server = await ServeAsync(serving, new Noter(_noted));
        await new RpcClient(serving, new Target { Topic = _topic }).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);

        _proxy.Stall();

        await serving.DisposeAsync().AsTask().WaitAsync(Limit, Token);
        await server.DisposeAsync().AsTask().WaitAsync(Limit, Token);
    }

    [Fact]
    public async Task A_server_ends_in_seconds_though_the_broker_answers_nothing()
    {
        await using var serving = await OpenAsync(ProxyUrl + "?heartbeat=0");
        var server = await ServeAsync(serving, new Noter(_noted));

        _proxy.Stall();

        await server.DisposeAsync().AsTask().WaitAsync(Limit, Token);
    }

    private async Task<Transport> OpenAsync(string url)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return await Transport.OpenAsync(url, new TransportOptions { Drivers = drivers, LoggerFactory = _log }, Token);
    }

    private async Task<RpcServer> ServeAsync(Transport transport, Noter endpoint)
    {
        var server = new RpcServer(
            transport, new Target { Topic = _topic, Server = "one" }, new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) }, endpoint);
        await server.StartAsync(Token);
        return server;
    }
}
