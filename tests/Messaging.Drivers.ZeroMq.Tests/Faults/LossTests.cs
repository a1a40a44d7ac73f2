using System.Net;
using System.Net.Sockets;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Faults;

/// <summary>Servers come and go, and connections break: calls end at once, and the next ones find their way.</summary>
public sealed class LossTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task Calls_of_a_server_that_goes_away_fail_at_once_and_the_next_finds_its_successor()
    {
        var point = new SyncPoint();
        var first = await OpenAsync(Url);
        var server = new RpcServer(
            first, new Target { Topic = Topic, Server = "s" }, new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(1) },
            new RpcEndpoint([Parks("park", point)]));
        await server.StartAsync();
        var client = await ClientAsync(Url);
        var calls = Enumerable.Range(0, 50).Select(_ => client.CallAsync(null, "park")).ToArray();
        await point.WaitUntilParkedAsync();

        await first.DisposeAsync().AsTask().WithinLimit();

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ConnectionLostException>(() => call.WithinLimit());
            Assert.Contains(Url, error.Message, StringComparison.Ordinal);
        }

        await ServeAsync(_port, "s", null, Echo());
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
        point.Release();
        Log.Expect("ReplyFailed");
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_cut_connection_fails_its_calls_and_is_made_again()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point), Echo());
        await using var proxy = TcpProxy.Start(_port);
        var client = await ClientAsync($"zmq://127.0.0.1:{proxy.Port}");
        var call = client.CallAsync(null, "park");
        await point.WaitUntilParkedAsync();

        proxy.CutAll();

        await Assert.ThrowsAsync<ConnectionLostException>(() => call.WithinLimit());
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
        point.Release();
    }

    [Fact]
    public async Task A_call_that_may_run_twice_outlives_its_connection()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point, "once"));
        await using var proxy = TcpProxy.Start(_port);
        var client = await ClientAsync($"zmq://127.0.0.1:{proxy.Port}");
        var call = client.With(idempotent: true).CallAsync<string>(null, "park");
        await point.WaitUntilParkedAsync();

        proxy.CutAll();
        await Log.WaitForAsync("PeerLost");
        point.Release();

        Assert.Equal("once", await call.WithinLimit());
    }

    [Fact]
    public async Task A_peer_that_falls_silent_is_taken_for_dead()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point), Echo());
        await using var proxy = TcpProxy.Start(_port);
        var client = await ClientAsync($"zmq://127.0.0.1:{proxy.Port}", new ZeroMqOptions { Heartbeat = TimeSpan.FromSeconds(0.5) });
        var call = client.CallAsync(null, "park");
        await point.WaitUntilParkedAsync();

        proxy.Stall(ProxyDirection.Both);

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => call.WithinLimit());
        Assert.Contains("the peer was silent for", error.Message, StringComparison.Ordinal);
        point.Release();
    }

    [Fact]
    public async Task Without_a_server_in_reach_a_call_and_a_cast_fail_after_the_grace()
    {
        var client = await ClientAsync(Url, new ZeroMqOptions { Grace = TimeSpan.FromMilliseconds(200) });

        var error = await Assert.ThrowsAsync<NoServerException>(() => client.CallAsync(null, "echo").WithinLimit());
        Assert.Contains("cannot be reached (", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoServerException>(() => client.CastAsync(null, "echo").WithinLimit());
        await client.With(fanout: true).CastAsync(null, "echo").WithinLimit();
    }

    [Fact]
    public async Task A_call_waits_for_a_server_that_comes_within_the_grace()
    {
        var client = await ClientAsync(Url, new ZeroMqOptions { Grace = WaitLimit.Default });
        var call = client.CallAsync<int>(null, "echo", new { value = 1 });
        await Log.WaitForAsync("PeerNotReached");

        await ServeAsync(_port, "s", null, Echo());

        Assert.Equal(1, await call.WithinLimit());
    }

    [Fact]
    public async Task A_port_of_another_is_an_error_that_says_so()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(_port, "s", null, Echo()));

        Assert.Contains(Url, error.Message, StringComparison.Ordinal);
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_no_room_for_more_refuses_and_says_so()
    {
        var point = new SyncPoint();
        await ServeAsync(
            Url, "s", new ZeroMqOptions { MaxWaitingMessages = 2 }, new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 1 },
            Parks("park", point));
        var client = await ClientAsync(Url);
        var running = client.CallAsync<string>(null, "park");
        await point.WaitUntilParkedAsync();

        // One is with the server, at most one more in its hands, and two wait.
        var calls = Enumerable.Range(0, 20).Select(_ => client.CallAsync<string>(null, "park")).ToList();
        for (var refused = 0; refused < 16; refused++)
        {
            var ended = await Task.WhenAny(calls).WithinLimit();
            calls.Remove(ended);
            Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => ended)).IsTransient);
        }

        point.Release();
        Assert.Equal("done", await running.WithinLimit());
    }
}
