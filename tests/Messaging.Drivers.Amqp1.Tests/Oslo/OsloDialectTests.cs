using System.Text.Json;
using Messaging.DriverContract;
using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

/// <summary>The AMQP 1.0 driver that Python's oslo.messaging had, on its own test broker, with each kind of addresses.</summary>
[NeedsPeer(Below = "15.0")]
public sealed class OsloDialectTests(OsloBroker broker) : IDisposable
{
    private readonly string _topic = "oslo-" + Guid.NewGuid().ToString("N");
    private readonly Journal<string> _noted = new();
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(Amqp1Addressing.Legacy)]
    [InlineData(Amqp1Addressing.Routable)]
    public async Task A_Python_client_calls_casts_and_fans_out_to_us(Amqp1Addressing addressing)
    {
        await using var serving = await OpenAsync(addressing);
        await using var server = await ServeAsync(serving, "one");
        await using var second = await ServeAsync(serving, "two");

        Assert.Equal("3", Result(await CallPeerAsync(addressing, "call", "add", """{"a": 1, "b": 2}""")));
        Assert.Equal("3", Result(await CallPeerAsync(addressing, "call", "add", """{"a": 1, "b": 2}""", "--server", "one")));
        var user = await CallPeerAsync(addressing, "call", "user", "{}", "--context", """{"user": "zoë"}""");
        Assert.Equal("zoë", user.GetProperty("result").GetString());
        await CallPeerAsync(addressing, "cast", "note", """{"text": "cast"}""");
        await CallPeerAsync(addressing, "fanout", "note", """{"text": "fanout"}""");
        await _noted.WaitForAsync(entry => entry == "one cast" || entry == "two cast", "cast");
        await _noted.WaitForAsync(entry => entry == "one fanout", "fanout");
        await _noted.WaitForAsync(entry => entry == "two fanout", "fanout");
    }

    [Fact]
    public async Task A_Python_client_gets_failures_and_signs_of_life_from_us()
    {
        await using var serving = await OpenAsync(Amqp1Addressing.Routable);
        await using var server = await ServeAsync(serving, "one");

        var failure = await CallPeerAsync(Amqp1Addressing.Routable, "call", "fail", "{}");
        Assert.Contains("on purpose", failure.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        var worked = await CallPeerAsync(Amqp1Addressing.Routable, "call", "work", "{}", "--call-monitor-timeout", "4", "--timeout", "30");
        Assert.Equal("\"done\"", Result(worked));
    }

    [Theory]
    [InlineData(Amqp1Addressing.Legacy)]
    [InlineData(Amqp1Addressing.Routable)]
    public async Task We_call_cast_and_fan_out_to_a_Python_server(Amqp1Addressing addressing)
    {
        await using var peer = await StartServerAsync(addressing);
        await using var calling = await OpenAsync(addressing);
        var client = new RpcClient(calling, new Target { Topic = _topic });

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal("py1", await client.With(server: "py1").CallAsync<string>(null, "whoami", cancellationToken: Token));
        Assert.Equal("é 你", (await client.CallAsync<RpcValue>(new RpcContext { ["user"] = "é 你" }, "context", cancellationToken: Token))["user"].GetString());
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "py2").CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.CastAsync(null, "record", new { tag = "cast" }, Token);
        await client.With(fanout: true).CastAsync(null, "record", new { tag = "fanout" }, Token);
        await peer.WaitForAsync(line => Tag(line) == "cast");
        await peer.WaitForAsync(line => Tag(line) == "fanout");
    }

    [Fact]
    public async Task We_get_failures_and_signs_of_life_and_odd_numbers_from_a_Python_server()
    {
        await using var peer = await StartServerAsync(Amqp1Addressing.Routable);
        await using var calling = await OpenAsync(Amqp1Addressing.Routable);
        var client = new RpcClient(calling, new Target { Topic = _topic }, new RpcClientOptions { Timeout = TimeSpan.FromSeconds(30) });

        var error = await Assert.ThrowsAsync<RemoteException>(
            () => client.CallAsync(null, "fail", new { kind = "ValueError", message = "boom" }, Token));
        Assert.Equal("ValueError", error.TypeName);
        Assert.Contains("boom", error.Message, StringComparison.Ordinal);
        var watching = client.With(callMonitorTimeout: TimeSpan.FromSeconds(4));
        Assert.Equal(6, await watching.CallAsync<int>(null, "sleep", new { seconds = 6 }, Token));
        Assert.Equal(double.NaN, await client.CallAsync<double>(null, "echo", new { value = double.NaN }, Token));
        Assert.Null(await client.CallAsync<string?>(null, "none", cancellationToken: Token));
    }

    [Theory]
    [InlineData("messagingv2")]
    [InlineData("messaging")]
    public async Task Python_notifies_us(string driver)
    {
        await using var listening = await OpenAsync(Amqp1Addressing.Routable);
        var recorder = new NotificationRecorder();
        await using var listener = NotificationListener.Create(
            listening, [new Target { Topic = _topic }], [recorder.ForAll()], new NotificationListenerOptions());
        await listener.StartAsync(Token);

        var result = await PythonPeer.RunAsync(
            "oslo_notify.py", "notify", "--url", broker.PeerUrlOf(Amqp1Addressing.Routable), "--topic", _topic, "--event-type", "started",
            "--payload", """{"id": 7}""", "--driver", driver);
        Assert.True(result.ExitCode == 0, result.Error);
        var notification = await recorder.WaitForAsync("started");
        Assert.Equal(7, notification.Payload["id"].GetInt32());
        Assert.Equal(NotificationPriority.Info, notification.Priority);
    }

    [Fact]
    public async Task We_notify_Python_and_pools_are_refused()
    {
        await using var peer = PythonPeer.Start(
            "oslo_notify.py", "listen", "--url", broker.PeerUrlOf(Amqp1Addressing.Routable), "--topic", _topic);
        await peer.WaitForReadyAsync();
        await broker.WaitForListenerAsync(Amqp1Addressing.Routable, _topic + ".info");
        await using var notifying = await OpenAsync(Amqp1Addressing.Routable);
        var notifier = new Notifier(notifying, new NotifierOptions { PublisherId = "test.host", Topics = [_topic] });

        await notifier.InfoAsync(new RpcContext { ["user"] = "zoë" }, "ended", new { Id = 8 }, Token);
        var line = await peer.WaitForEventAsync("notification");
        Assert.Equal(8, line.GetProperty("payload").GetProperty("id").GetInt32());
        Assert.Equal("zoë", line.GetProperty("context").GetProperty("user").GetString());

        await using var listener = NotificationListener.Create(
            notifying, [new Target { Topic = _topic }], [new NotificationRecorder().ForAll()], new NotificationListenerOptions { Pool = "pool" });
        var error = await Assert.ThrowsAsync<DeliveryException>(() => listener.StartAsync(Token));
        Assert.Contains("no pools", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_servers_are_told_that_a_caller_gave_up()
    {
        await using var serving = await OpenAsync(Amqp1Addressing.Routable);
        await using var server = await ServeAsync(serving, "one");
        await using var calling = await OpenAsync(Amqp1Addressing.Routable);
        using var source = new CancellationTokenSource();
        var parked = new RpcClient(calling, new Target { Topic = _topic }).CallAsync(null, "park", cancellationToken: source.Token);
        await _noted.WaitForAsync(entry => entry == "one parked", "parked");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await _noted.WaitForAsync(entry => entry == "one cancelled", "cancelled");
    }

    private static string Result(JsonElement line)
    {
        Assert.True(line.TryGetProperty("result", out var result), line.GetRawText());
        return result.GetRawText();
    }

    private static string? Tag(JsonElement line) =>
        line.TryGetProperty("args", out var args) && args.TryGetProperty("tag", out var tag) ? tag.GetString() : null;

    private async Task<Transport> OpenAsync(Amqp1Addressing addressing)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return await Transport.OpenAsync(broker.UrlOf(addressing), new TransportOptions { Drivers = drivers, LoggerFactory = _log }, Token);
    }

    private async Task<RpcServer> ServeAsync(Transport transport, string name)
    {
        var server = new RpcServer(
            transport, new Target { Topic = _topic, Server = name }, new RpcServerOptions(), new OsloEndpoint(text => _noted.Add($"{name} {text}")));
        await server.StartAsync(Token);
        return server;
    }

    private async Task<PythonPeer> StartServerAsync(Amqp1Addressing addressing)
    {
        var peer = PythonPeer.Start("oslo_server.py", "--url", broker.PeerUrlOf(addressing), "--topic", _topic, "--server", "py1");
        await peer.WaitForReadyAsync();
        await broker.WaitForServerAsync(addressing, new Target { Topic = _topic, Server = "py1" });
        return peer;
    }

    private async Task<JsonElement> CallPeerAsync(Amqp1Addressing addressing, string kind, string method, string arguments, params string[] more)
    {
        var result = await PythonPeer.RunAsync(
            "oslo_client.py", [kind, method, "--url", broker.PeerUrlOf(addressing), "--topic", _topic, "--args", arguments, .. more]);
        Assert.True(result.Lines.Any(line => line.TryGetProperty("ok", out _)), result.Error);
        return result.Lines.Single(line => line.TryGetProperty("ok", out _));
    }
}
