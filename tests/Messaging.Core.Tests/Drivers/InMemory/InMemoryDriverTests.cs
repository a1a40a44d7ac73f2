using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.InMemory;

/// <summary>What the in-memory broker does that no other can show as well: time stands still, and names are shared.</summary>
public sealed class InMemoryDriverTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly DriverRegistry _drivers = new();

    public ValueTask DisposeAsync()
    {
        _log.VerifyNoErrors();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_call_that_nobody_took_in_time_is_dropped_by_the_broker_and_a_cast_is_not()
    {
        await using var transport = await OpenAsync("memory://ttl");
        var ran = new Journal<string>();
        RpcEndpoint[] endpoints = [new RpcEndpoint([Method("call", ran), Method("cast", ran)])];
        await using (var stopped = RpcServer.Create(transport, Server("a"), endpoints))
        {
            await stopped.StartAsync();
        }

        var client = new RpcClient(transport, new Target { Topic = "t" });
        var call = client.With(timeout: TimeSpan.FromSeconds(5)).CallAsync(null, "call");
        await client.CastAsync(null, "cast");
        _clock.Advance(TimeSpan.FromSeconds(6));
        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call.WaitAsync(WaitLimit.Default));
        await using var server = RpcServer.Create(transport, Server("b"), endpoints);
        await server.StartAsync();
        await ran.WaitForAsync(name => name == "cast", "the cast");

        Assert.Equal(["cast"], ran.Entries);
        Assert.Contains("0 listeners", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 messages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transports_of_one_name_share_a_broker_which_lives_as_long_as_one_of_them()
    {
        var first = await OpenAsync("memory://shared");
        var second = await OpenAsync("memory://shared");
        await using var other = await OpenAsync("memory://other");
        await using var server = RpcServer.Create(first, Server("a"), [new RpcEndpoint([Method("ping", new Journal<string>())])]);
        await server.StartAsync();

        Assert.True((await Client(second).CallAsync(null, "ping")).IsNull);
        await Assert.ThrowsAsync<NoServerException>(() => Client(other).CallAsync(null, "ping"));
        await server.StopAsync();
        await first.DisposeAsync();
        await Client(second).CastAsync(null, "ping");
        await second.DisposeAsync();
        await using var fresh = await OpenAsync("memory://shared");
        await Assert.ThrowsAsync<NoServerException>(() => Client(fresh).CallAsync(null, "ping"));
    }

    [Fact]
    public async Task Ten_thousand_calls_leave_no_timer_behind()
    {
        await using var transport = await OpenAsync("memory://many");
        await using var server = RpcServer.Create(transport, Server("a"), [new RpcEndpoint([Method("ping", new Journal<string>())])]);
        await server.StartAsync();
        var client = Client(transport);

        for (var i = 0; i < 100; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.CallAsync(null, "ping")));
        }

        // The wheel's timer may still be set for a call that is over; when it has fired, nothing is left to wait for.
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    private static RpcMethod Method(string name, Journal<string> ran) => RpcMethod.Create(name, [], _ =>
    {
        ran.Add(name);
        return ValueTask.CompletedTask;
    });

    private static Target Server(string name) => new() { Topic = "t", Server = name };

    private static RpcClient Client(Transport transport) => new(transport, new Target { Topic = "t" });

    private Task<Transport> OpenAsync(string url) =>
        Transport.OpenAsync(url, new TransportOptions { Drivers = _drivers, TimeProvider = _clock, LoggerFactory = _log });
}
