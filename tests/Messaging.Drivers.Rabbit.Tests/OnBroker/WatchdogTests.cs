using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Consumers that the broker believes in and that get nothing: found, set up anew, and never when they are only idle.</summary>
public sealed class WatchdogTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int ConnectionLost = 5002;
    private const int ConsumerLost = 5101;
    private const int ConsumerRestored = 5103;
    private const int EchoCame = 5106;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task A_caller_whose_reply_consumer_is_dead_sets_it_up_anew()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenWatchedAsync(proxy)).With(idempotent: true, timeout: TimeSpan.FromMinutes(3));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        proxy.DeafenChannels();
        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);

        await SaidAsync(ConsumerLost, "echo");
        await SaidAsync(ConsumerRestored, "replies");
        Assert.Equal(7, await call);
        Assert.Equal(11, await client.CallAsync<int>(null, "add", new { a = 5, b = 6 }, Token));
        AssertChannelsWereEnough();
    }

    [Fact]
    public async Task A_caller_whose_new_reply_consumer_is_dead_too_connects_anew()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenWatchedAsync(proxy)).With(idempotent: true, timeout: TimeSpan.FromMinutes(3));
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        proxy.DeafenConnections();
        var call = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);

        await SaidAsync(ConnectionLost, "echo");
        Assert.Equal(7, await call);
    }

    [Fact]
    public async Task A_caller_that_only_waits_long_is_left_alone()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var client = Client(await OpenWatchedAsync(proxy));
        var call = client.CallAsync<int>(null, "park", new { value = 1 }, Token);
        await calculator.WaitForAsync("parked 1");

        await EchoesAsync("reply_", 3);
        calculator.Release();

        Assert.Equal(1, await call);
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == ConsumerLost);
    }

    [Fact]
    public async Task A_server_whose_consumers_are_dead_sets_them_up_anew_and_runs_what_they_lost()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenWatchedAsync(proxy), calculator);
        var client = Client(await OpenAsync());

        proxy.DeafenChannels();
        await client.CastAsync(null, "note", new { text = "lost" }, Token);
        await proxy.WaitForDroppedAsync(1);

        await SaidAsync(ConsumerLost, "echo");
        await calculator.WaitForAsync("lost");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        AssertChannelsWereEnough();
    }

    [Fact]
    public async Task A_server_whose_new_consumers_are_dead_too_connects_anew()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(await OpenWatchedAsync(proxy), calculator);
        var client = Client(await OpenAsync());

        proxy.DeafenConnections();
        await client.CastAsync(null, "note", new { text = "lost" }, Token);

        await SaidAsync(ConnectionLost, "echo");
        await calculator.WaitForAsync("lost");
    }

    [Fact]
    public async Task A_server_that_was_not_told_that_its_queue_is_gone_finds_out()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        await ServeAsync(await OpenWatchedAsync(proxy), new Calculator());
        proxy.LoseCancellations();
        await Node.DeleteQueueAsync(Topic);

        // Not what it says when it was told.
        await SaidAsync(ConsumerLost, $"queue '{Topic}' no longer exists");
        await SaidAsync(ConsumerRestored, "requests");

        Assert.Equal(3, await Client(await OpenAsync()).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task Servers_that_were_not_told_find_out_too_when_another_has_made_the_queue_anew_at_once()
    {
        const string Quorum = "?rabbit_quorum_queue=true";
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        Calculator[] servers = [new(), new(), new()];
        await ServeAsync(await OpenAsync(Node.Url + Quorum), servers[0], "told");
        await ServeAsync(await OpenWatchedAsync(proxy, Quorum, 5), servers[1], "s1");
        await ServeAsync(await OpenWatchedAsync(proxy, Quorum, 5), servers[2], "s2");
        var client = Client(await OpenAsync(Node.Url + Quorum));
        await CastUntilAllHaveSeenAsync(client, servers, "before");

        proxy.LoseCancellations();
        await Node.DeleteQueueAsync(Topic);

        await CastUntilAllHaveSeenAsync(client, servers, "after");
    }

    [Fact]
    public async Task A_server_that_is_only_idle_is_left_alone()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        await ServeAsync(await OpenWatchedAsync(proxy), new Calculator());

        await EchoesAsync("_fanout_", 3);

        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == ConsumerLost);
        Assert.Equal(3, await Client(await OpenAsync()).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_server_with_all_hands_full_is_left_alone_and_takes_what_waits_when_it_has_room()
    {
        await using var proxy = TcpProxy.StartAmqp(Node.Port);
        var calculator = new Calculator();
        await ServeAsync(
            await OpenWatchedAsync(proxy), calculator, options: new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(1), Prefetch = 1 });
        var client = Client(await OpenWatchedAsync(proxy));
        var calls = Enumerable.Range(0, 5).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();

        // The caller's echoes tell that intervals have passed.
        await EchoesAsync("reply_", 4);
        calculator.Release();

        Assert.Equal(Enumerable.Range(0, 5), (await Task.WhenAll(calls)).Order());
        Assert.DoesNotContain(Log.Entries, e => e.EventId.Id == ConsumerLost);
    }

    private static async Task CastUntilAllHaveSeenAsync(RpcClient client, Calculator[] servers, string text)
    {
        using var limit = new CancellationTokenSource(WaitLimit.Start);
        while (!servers.All(server => server.Seen.Entries.Contains(text)))
        {
            // Many at a time: looking costs more than casting.
            for (var i = 0; i < 50; i++)
            {
                await client.CastAsync(null, "note", new { text }, limit.Token);
            }
        }
    }

    private Task<Transport> OpenWatchedAsync(TcpProxy proxy, string query = "", int intervals = 1) =>
        OpenAsync($"rabbit://guest:guest@127.0.0.1:{proxy.Port}/{query}", new RabbitOptions { Recovery = { WatchInterval = Interval * intervals } });

    /// <summary>No echo was missing a second time. A slow machine may take longer than the interval to set consumers up, which is another reason to connect
    /// again.</summary>
    private void AssertChannelsWereEnough() => Assert.DoesNotContain(
        Log.Entries,
        e => e.EventId.Id == ConnectionLost && !e.ToString().Contains("could not be set up again", StringComparison.Ordinal));

    private Task SaidAsync(int id, string what) =>
        Log.WaitForAsync(e => e.EventId.Id == id && e.ToString().Contains(what, StringComparison.Ordinal));

    private Task EchoesAsync(string queue, int count) => Log.WaitForAsync(_ => Log.Entries.Count(
        e => e.EventId.Id == EchoCame && e.ToString().Contains(queue, StringComparison.Ordinal)) >= count);
}
