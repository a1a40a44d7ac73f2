using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>A RabbitMQ that is killed, and one that stands still.</summary>
[NeedsBroker(From = "4.0")]
[NeedsNode]
public sealed class NodeFaultTests : IDisposable
{
    private const string Options = "?durable_queues=true&heartbeat=2&connect_timeout=2&reconnect_delay=0.1&max_reconnect_delay=0.5";

    private readonly Journal<string> _noted = new();
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public Task Calls_go_on_after_a_broker_was_killed_and_started_again() => GoOnAfterAsync(
        "lost",
        async node =>
        {
            await node.KillAsync();
            return () => node.StartAgainAsync();
        });

    [Fact]
    public Task Calls_go_on_after_a_broker_stood_still() => GoOnAfterAsync(
        "idle timeout",
        async node =>
        {
            await node.PauseAsync();
            return node.ResumeAsync;
        });

    private async Task GoOnAfterAsync(string reason, Func<RabbitNode, Task<Func<Task>>> fault)
    {
        await using var node = await RabbitNode.StartAsync();
        await using var serving = await OpenAsync(node);
        var endpoint = new Noter(_noted);
        await using var server = new RpcServer(serving, new Target { Topic = "faults", Server = "one" }, new RpcServerOptions(), endpoint);
        await server.StartAsync(Token);
        await using var calling = await OpenAsync(node);
        var client = new RpcClient(calling, new Target { Topic = "faults" });
        var parked = client.CallAsync(null, "park", cancellationToken: Token);
        await _noted.WaitForAsync(entry => entry == "parked", "parked");

        var end = await fault(node);

        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => parked);
        Assert.Contains(reason, lost.Message, StringComparison.Ordinal);
        endpoint.Release();
        var cast = client.CastAsync(null, "note", new { text = "cast" }, Token);
        await end();

        await cast;
        await _noted.WaitForAsync(entry => entry == "cast", "cast");
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    private async Task<Transport> OpenAsync(RabbitNode node)
    {
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);
        return await Transport.OpenAsync(
            $"amqp1://guest:guest@127.0.0.1:{node.Port}/{Options}", new TransportOptions { Drivers = drivers, LoggerFactory = _log }, Token);
    }
}
