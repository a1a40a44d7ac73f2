using System.Text;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>What peers have a server keep is bounded for all of them together, and goes with them.</summary>
[Collection(typeof(Alone))]
public sealed class MemoryTests : ZeroMqTest
{
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Part = new byte[4 * Megabyte];

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task Unfinished_bodies_take_no_more_than_the_budget_and_leave_nothing()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { MemoryBudget = 256 * Megabyte }, Echo());
        var client = await ClientAsync(Url);
        await client.CallAsync(null, "echo", new { value = "first" });
        var before = Memory();
        List<RawClient> strangers = [];
        var most = 0L;
        for (var i = 0; i < 10; i++)
        {
            strangers.Add(await UploadAsync($"stranger-{i}", 120 * Megabyte, 124 * Megabyte));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        // Somebody with less than they have finds room.
        var large = new string('x', 8 * Megabyte);
        Assert.Equal(large, await client.CallAsync<string>(null, "echo", new { value = large }).WithinLimit());
        Assert.InRange(Memory() - before, long.MinValue, 600 * Megabyte);
        foreach (var stranger in strangers)
        {
            await stranger.DisposeAsync();
        }

        // Each end comes to the server in its own time.
        large = null;
        await LeavesNothingAsync(client, before).WithinLimit();
    }

    [Fact]
    public async Task A_message_that_finds_no_room_is_refused_and_its_connection_goes_on()
    {
        var point = new SyncPoint();
        var options = new ZeroMqOptions { MemoryBudget = 16 * Megabyte };
        var serving = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 1 };
        var transport = await OpenAsync(Url, options, maxMessageSize: 8 * Megabyte);
        var server = Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, serving, new RpcEndpoint([Parks("park", point), Measures()])));
        await server.StartAsync();
        var client = await ClientAsync(Url);
        var running = client.CallAsync<string>(null, "park");
        await point.WaitUntilParkedAsync();

        // These wait in the queue, which nobody can be made to give back.
        var value = new string('x', 5 * Megabyte);
        List<Task<int>> calls = [];
        for (var i = 0; i < 12; i++)
        {
            calls.Add(client.CallAsync<int>(null, "measure", new { value }));
        }

        // Two fill their three quarters of the budget.
        var refused = calls.ToHashSet();
        while (calls.Count - refused.Count < 10)
        {
            var one = await Task.WhenAny(refused).WithinLimit();
            Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => one)).IsTransient);
            refused.Remove(one);
        }

        point.Release();

        Assert.Equal("done", await running.WithinLimit());
        var answered = 0;
        foreach (var call in calls)
        {
            try
            {
                Assert.Equal(value.Length, await call.WithinLimit());
                answered++;
            }
            catch (DeliveryException e)
            {
                Assert.True(e.IsTransient);
            }
        }

        Assert.Equal(2, answered);
        Assert.Equal(1, await client.CallAsync<int>(null, "measure", new { value = "a" }).WithinLimit());
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(30 * Megabyte)]
    public async Task A_hello_that_is_longer_than_one_can_be_ends_the_connection(int length)
    {
        await ServeAsync(_port, "s", null, Echo());
        await using var stranger = await RawClient.ConnectAsync(_port);
        await stranger.ShakeHandsAsync();

        await stranger.SendAsync(RawClient.Frame(1, RawMessages.Header(RawMessages.Hello, new byte[16])));
        await stranger.SendAsync(RawMessages.Announced(length));
        await stranger.SendAsync(RawMessages.HelloOf(new string('a', 1_000)));

        await stranger.ReceiveToEndAsync();
    }

    [Fact]
    public async Task A_reply_address_or_a_name_that_is_too_long_ends_the_connection()
    {
        await ServeAsync(_port, "s", null, Echo());
        await using var stranger = await RawClient.ConnectAsync(_port);
        await stranger.ShakeHandsAsync();

        await stranger.SendMessageAsync(RawMessages.Header(RawMessages.Hello, new byte[16]), RawMessages.HelloOf(new string('a', 1_000)));

        await stranger.ReceiveToEndAsync();
    }

    [Fact]
    public async Task An_announcement_that_is_longer_than_one_can_be_ends_the_connection()
    {
        using var port = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        port.Start();
        var client = await ClientAsync($"zmq://{port.LocalEndpoint}", new ZeroMqOptions { Grace = WaitLimit.Default });
        var call = client.CallAsync(null, "any");
        await using var server = await RawClient.AcceptAsync(port);
        await server.ShakeHandsAsync("ROUTER");
        await server.ReceiveMessageAsync();

        await server.SendAsync(RawClient.Frame(1, RawMessages.Header(RawMessages.Announce, new byte[16])));
        await server.SendAsync(RawMessages.Announced(2 * Megabyte));

        await server.ReceiveToEndAsync();
        Assert.False(call.IsCompletedSuccessfully);
        Log.Expect("PeerNotReached");
    }

    private static async Task LeavesNothingAsync(RpcClient client, long before)
    {
        while (Memory() - before > 64 * Megabyte)
        {
            Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
        }
    }

    private async Task<RawClient> UploadAsync(string name, int sent, int announced)
    {
        var stranger = await RawClient.ConnectAsync(_port);
        await stranger.GreetAsync(name);
        try
        {
            await stranger.SendAsync(RawClient.Frame(1, RawMessages.Request(RawMessages.Call, Encoding.ASCII.GetBytes(name.PadRight(16)), Topic)));
            await stranger.SendAsync(RawMessages.Announced(announced));
            for (var at = 0; at < sent; at += Part.Length)
            {
                await stranger.SendAsync(Part);
            }
        }
        catch (IOException)
        {
            // It was closed to make room.
        }

        return stranger;
    }

    private static RpcMethod Measures() => RpcMethod.Create(
        "measure", [new RpcParameter("value", typeof(string))], call => new ValueTask<int>(call.Argument<string>("value").Length));

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
