using System.Diagnostics;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A broker that dies, falls silent or takes no messages: a node of its own for each test, for it cannot be shared.</summary>
[NeedsNode]
public sealed class BrokerRestartTests : IAsyncLifetime
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly Calculator _calculator = new();
    private RabbitNode _node = null!;
    private Transport _serverSide = null!;
    private Transport _clientSide = null!;
    private RpcServer _server = null!;
    private RpcClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await RabbitNode.StartAsync();
        _serverSide = await OpenAsync();
        _clientSide = await OpenAsync();
        _server = new RpcServer(_serverSide, new Target { Topic = "calc", Server = "s1" },
            new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(200) }, _calculator);
        await _server.StartAsync(Token);
        _client = new RpcClient(_clientSide, new Target { Topic = "calc" });
        Assert.Equal(3, await _client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    public async ValueTask DisposeAsync()
    {
        _calculator.Release();
        await _server.DisposeAsync();
        await _serverSide.DisposeAsync();
        await _clientSide.DisposeAsync();
        await _node.DisposeAsync();
        _log.VerifyNoErrors();
        _log.Dispose();
    }

    [Fact]
    public async Task Killed_with_100_calls_in_flight_every_call_ends_in_time_and_all_works_again()
    {
        var timeout = TimeSpan.FromSeconds(25);
        var watch = Stopwatch.StartNew();
        var calls = Enumerable.Range(0, 100)
            .Select(i => _client.With(timeout: timeout).CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        foreach (var i in Enumerable.Range(0, 100))
        {
            await _calculator.WaitForAsync($"parked {i}");
        }

        await _node.KillAsync();
        var restarted = _node.StartAgainAsync();

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAnyAsync<MessagingException>(() => call);
            Assert.True(error is ConnectionLostException or CallTimeoutException, error.ToString());
        }

        Assert.True(watch.Elapsed < timeout + WaitLimit.Default, $"The last call ended after {watch.Elapsed}.");
        await restarted;
        await RestoredAsync("requests");
        await RestoredAsync("replies");
        Assert.Equal(7, await _client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
        await _client.With(server: "s1").CastAsync(null, "note", new { text = "after" }, Token);
        await _calculator.WaitForAsync("after");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_that_may_run_twice_outlive_a_restart_and_run_once(bool endMeanwhile)
    {
        var client = _client.With(idempotent: true, timeout: TimeSpan.FromMinutes(3));
        var calls = Enumerable.Range(0, 50).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        foreach (var i in Enumerable.Range(0, 50))
        {
            await _calculator.WaitForAsync($"parked {i}");
        }

        await _node.KillAsync();
        if (endMeanwhile)
        {
            _calculator.Release();
        }

        await _node.StartAgainAsync();
        await RestoredAsync("requests");
        await RestoredAsync("replies");
        _calculator.Release();

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(calls));
        Assert.Equal(50, _calculator.Seen.Entries.Count(entry => entry.StartsWith("parked ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("memory", "set_vm_memory_high_watermark absolute 1024", "set_vm_memory_high_watermark 0.4")]
    [InlineData("disk", "set_disk_free_limit 1000000GB", "set_disk_free_limit 1MB")]
    public async Task A_broker_that_takes_no_messages_is_named_and_what_waits_goes_out_when_it_does_again(
        string alarm, string raise, string clear)
    {
        await _node.RunCtlAsync(raise.Split(' '));

        // The broker says so to those who publish, when they do.
        var first = _client.CastAsync(null, "note", new { text = "first" }, Token);
        await _log.WaitForAsync(e => e.EventId.Id == 5005);
        var blocked = _clientSide.Connections[0];
        Assert.Equal(ConnectionStatus.Blocked, blocked.Status);
        Assert.Contains(alarm, blocked.Error, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => _client.With(timeout: TimeSpan.FromSeconds(1)).CastAsync(null, "note", new { text = "lost" }, Token));
        Assert.Contains("accepts no messages", error.Message, StringComparison.Ordinal);
        var call = await Assert.ThrowsAsync<CallTimeoutException>(
            () => _client.With(timeout: TimeSpan.FromSeconds(1)).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains("accepts no messages", call.Message, StringComparison.Ordinal);

        var waiting = _client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        await _node.RunCtlAsync(clear.Split(' '));
        Assert.Equal(3, await waiting);
        await first;
        await _log.WaitForAsync(e => e.EventId.Id == 5006);
    }

    private async Task<Transport> OpenAsync()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        var options = new TransportOptions
        {
            Drivers = registry,
            LoggerFactory = _log,
            DriverOptions = new RabbitOptions { Recovery = { HostTimeout = Patience.HostTimeout } },
        };
        return await Transport.OpenAsync(_node.Url, options, Token);
    }

    private Task<LogEntry> RestoredAsync(string what) => _log.WaitForAsync(
        e => e.EventId.Id == 5103 && e.ToString().Contains(what, StringComparison.Ordinal), TimeSpan.FromSeconds(90));
}
