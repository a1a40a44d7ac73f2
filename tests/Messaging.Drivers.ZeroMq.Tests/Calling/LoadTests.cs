using System.Text.Json;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Calling;

/// <summary>Who has much to do says so, and others are asked.</summary>
public sealed class LoadTests : ZeroMqTest
{
    private readonly int _busyPort = FreePorts.Next();
    private readonly int _freePort = FreePorts.Next();

    [Fact]
    public async Task A_server_where_many_wait_is_left_alone_until_they_are_served()
    {
        var point = new SyncPoint();
        var oneAtATime = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 1 };
        await ServeAsync($"zmq://127.0.0.1:{_busyPort}", "busy", null, oneAtATime, Parks("work", point, "busy"));
        await ServeAsync(_freePort, "free", null, Says("work", "free"));
        await using var watcher = await RawClient.ConnectAsync(_busyPort);
        await watcher.GreetAsync("watcher");
        var others = await ClientAsync($"zmq://127.0.0.1:{_busyPort}");
        var calls = Enumerable.Range(0, 300).Select(_ => others.CallAsync<string>(null, "work")).ToArray();
        await WaitForLoadAsync(watcher, load => load >= 64);

        // Its casts are taken where it is connected, which is then everywhere.
        var client = await ClientAsync($"zmq://127.0.0.1:{_busyPort},127.0.0.1:{_freePort}");
        await client.With(server: "busy").CastAsync(null, "work").WithinLimit();
        await client.With(server: "free").CastAsync(null, "work").WithinLimit();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("free", await client.CallAsync<string>(null, "work").WithinLimit());
        }

        point.Release();
        Assert.All(await Task.WhenAll(calls).WithinLimit(), answer => Assert.Equal("busy", answer));
        await WaitForLoadAsync(watcher, load => load == 0);
    }

    private static async Task WaitForLoadAsync(RawClient watcher, Func<int, bool> predicate)
    {
        while (true)
        {
            var (header, body) = await watcher.ReceiveMessageAsync();
            using var announcement = JsonDocument.Parse(body);
            if (header[1] == 2 && predicate(announcement.RootElement.GetProperty("load").GetInt32()))
            {
                return;
            }
        }
    }
}
