using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.TransientQueues;

/// <summary>A broker that denies transient queues goes and comes back: what it kept is used, and what it lost is sent again.</summary>
public sealed class DeniedRestartTests : IAsyncLifetime
{
    private RabbitNode _node = null!;
    private Inner _test = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await DenyingNode.StartAsync();
        _test = new Inner(_node);
    }

    public async ValueTask DisposeAsync()
    {
        await _test.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_that_may_run_twice_outlive_a_restart(bool isKilled)
    {
        var calculator = new Calculator();
        var (server, client) = await _test.StartAsync(calculator);
        client = client.With(idempotent: true, timeout: TimeSpan.FromMinutes(3));
        var calls = Enumerable.Range(0, 20).Select(i => client.CallAsync<int>(null, "park", new { value = i }, Token)).ToArray();
        foreach (var i in Enumerable.Range(0, 20))
        {
            await calculator.WaitForAsync($"parked {i}");
        }

        await (isKilled ? _node.KillAsync() : _node.StopAsync());
        await _node.StartAgainAsync();
        await _test.RestoredAsync("replies");
        await _test.RestoredAsync("requests");
        calculator.Release();

        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(calls));
        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
        Assert.Equal(20, calculator.Seen.Entries.Count(entry => entry.StartsWith("parked ", StringComparison.Ordinal)));
        await server.StopAsync(Token);
    }

    [Fact]
    public async Task Casts_and_fanouts_work_after_a_restart()
    {
        var calculator = new Calculator();
        var (server, client) = await _test.StartAsync(calculator);

        await _node.StopAsync();
        await _node.StartAgainAsync();
        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await _test.RestoredAsync("requests");
        await client.With(fanout: true).CastAsync(null, "note", new { text = "fanout" }, Token);

        await calculator.WaitForAsync("cast");
        await calculator.WaitForAsync("fanout");
        await server.StopAsync(Token);
    }

    private sealed class Inner(RabbitNode node) : BrokerTest(node)
    {
        public async Task<(RpcServer Server, RpcClient Client)> StartAsync(Calculator calculator)
        {
            var server = await ServeAsync(
                await OpenAsync(), calculator, options: new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(200) });
            var client = Client(await OpenAsync());
            Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
            return (server, client);
        }

        public Task<LogEntry> RestoredAsync(string what) => Log.WaitForAsync(
            e => e.EventId.Id == 5103 && e.ToString().Contains(what, StringComparison.Ordinal), WaitLimit.Start);
    }
}
