using System.Diagnostics;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>
/// Faults that are made: of the connection, of the queues. Calls end or complete, nothing hangs, everything works again untouched.
/// </summary>
public sealed class RecoveryTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int Restored = 5103;

    [Fact]
    public async Task Calls_in_flight_survive_a_cut_connection_of_their_caller()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var client = Client(await OpenAsync(Through(proxy)));
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        await WaitForParkedAsync(calculator, 20);

        proxy.CutAll();
        await RestoredAsync("replies");
        calculator.Release();

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(calls));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_server_whose_connection_is_cut_answers_the_calls_that_it_has_and_takes_new_ones()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(Through(proxy)), calculator);
        var client = Client(await OpenAsync());
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        await WaitForParkedAsync(calculator, 20);

        proxy.CutAll();
        calculator.Release();

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(calls));
        await RestoredAsync("requests");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_call_that_may_run_twice_is_sent_again_when_it_was_lost_with_the_connection()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenAsync(Through(proxy))).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        proxy.Stall();
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "add", new { a = i, b = 1 }, Token)).ToArray();
        proxy.CutAll();
        proxy.Resume();

        Assert.Equal(Enumerable.Range(1, 20), await Task.WhenAll(calls));
    }

    [Fact]
    public async Task Calls_made_while_the_connection_is_down_wait_for_it()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenAsync(Through(proxy)));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        proxy.Refuse();
        proxy.CutAll();
        await Log.WaitForAsync(e => e.EventId.Id == 5003);
        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);
        var cast = client.CastAsync(null, "note", new { text = "x" }, Token);
        proxy.Accept();

        Assert.Equal(7, await call);
        await cast;
    }

    [Fact]
    public async Task Casts_that_were_not_confirmed_are_sent_again_and_done_once()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var client = Client(await OpenAsync(Through(proxy)));
        await client.CastAsync(null, "note", new { text = "warm" }, Token);

        proxy.Stall(ProxyDirection.ToClient);
        var casts = Enumerable.Range(0, 5).Select(i => client.CastAsync(null, "note", new { text = $"cast {i}" }, Token)).ToArray();
        foreach (var i in Enumerable.Range(0, 5))
        {
            await calculator.WaitForAsync($"cast {i}");
        }

        proxy.CutAll();
        proxy.Resume(ProxyDirection.ToClient);
        await Task.WhenAll(casts);

        await client.CastAsync(null, "note", new { text = "last" }, Token);
        await calculator.WaitForAsync("last");
        Assert.Equal(7, calculator.Seen.Entries.Count);
        Assert.Contains(Log.Entries, e => e.EventId.Id == 5201);
    }

    [Fact]
    public async Task When_the_reply_queue_is_deleted_its_calls_fail_at_once_and_later_ones_work()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var factory = new CapturingFactory();
        var client = Client(await OpenAsync(factory: factory), 600);
        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        await WaitForParkedAsync(calculator, 10);

        await Node.DeleteQueueAsync(factory.Driver.ReplyQueue);

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ConnectionLostException>(() => call);
            Assert.Contains("reply queue", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        calculator.Release();
    }

    [Fact]
    public async Task When_the_servers_queue_is_deleted_it_is_made_again_and_served()
    {
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenAsync());
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await Node.DeleteQueueAsync(Topic);
        await RestoredAsync("requests");

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task When_the_exchange_is_deleted_senders_declare_it_again()
    {
        var options = Options();
        options.ControlExchange = "gone_" + Topic;
        var transport = Own(await Transport.OpenAsync(Node.Url, options, Token));
        var client = Client(transport);
        await client.CastAsync(null, "note", new { text = "x" }, Token);
        await Node.RunCtlAsync(
            "eval", $"rabbit_exchange:delete({{resource, <<\"/\">>, exchange, <<\"gone_{Topic}\">>}}, false, <<\"test\">>).");

        await client.CastAsync(null, "note", new { text = "x" }, Token);
    }

    [Fact]
    public async Task A_silent_connection_is_noticed_by_its_heartbeat()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        await ServeAsync(await OpenAsync(), new Calculator());

        // A machine that stands still for two heartbeats loses its connection again: the last call must outlive that.
        var client = Client(await OpenAsync(Through(proxy) + "?heartbeat_timeout_threshold=1")).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        proxy.Stall();
        await Log.WaitForAsync(e => e.EventId.Id == 5002);
        proxy.Resume();

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_peer_that_is_silent()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var transport = await Transport.OpenAsync(
            Through(proxy), Options(new RabbitOptions { Recovery = { CloseTimeout = TimeSpan.FromMilliseconds(200) } }), Token);
        var call = Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        await Assert.ThrowsAsync<NoServerException>(() => call);
        proxy.Stall();
        var pending = Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        var watch = Stopwatch.StartNew();

        await transport.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Closing_without_a_connection_ends_what_waits_to_be_sent()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var transport = await OpenAsync(Through(proxy));
        var client = Client(transport);
        await client.CastAsync(null, "note", new { text = "x" }, Token);
        proxy.Refuse();
        proxy.CutAll();
        var casts = Enumerable.Range(0, 10).Select(_ => client.CastAsync(null, "note", new { text = "x" }, Token)).ToArray();

        await transport.DisposeAsync();

        foreach (var cast in casts)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => cast);
        }
    }

    private static string Through(TcpProxy proxy) => $"rabbit://guest:guest@127.0.0.1:{proxy.Port}/";

    private static async Task WaitForParkedAsync(Calculator calculator, int count)
    {
        foreach (var i in Enumerable.Range(0, count))
        {
            await calculator.WaitForAsync($"parked {i}");
        }
    }

    private Task<LogEntry> RestoredAsync(string what) =>
        Log.WaitForAsync(e => e.EventId.Id == Restored && e.ToString().Contains(what, StringComparison.Ordinal));
}
