using System.Net;
using System.Net.Sockets;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Faults;

/// <summary>Very many come at once, and when they have left, so has what they took.</summary>
[Collection(typeof(Alone))]
public sealed class CrowdTests : ZeroMqTest
{
    private const int Many = 1_000;
    private const long Megabyte = 1024 * 1024;

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task A_thousand_clients_that_connect_at_once_are_all_served_and_leave_nothing()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { HandshakeTimeout = WaitLimit.Default }, Echo());
        await CrowdAsync(10);
        var before = Memory();

        await CrowdAsync(Many);

        Assert.InRange(Memory() - before, long.MinValue, 50 * Megabyte);
    }

    [Fact]
    public async Task Strangers_that_announce_much_and_send_some_of_it_leave_nothing()
    {
        await ServeAsync(_port, "s", null, Echo());
        var before = Memory();
        byte[] header = [1, 3, .. new byte[16], 0, 0, 255, 255, 255, 255, 0, 1, (byte)'t', 0, 0, 0, 0];
        byte[] announced = [2, 0, 0, 0, 0, 0x07, 0, 0, 0];
        for (var i = 0; i < 50; i++)
        {
            await using var stranger = await RawClient.ConnectAsync(_port);
            await stranger.GreetAsync($"stranger-{i}");
            await stranger.SendAsync((byte[])[.. RawClient.Frame(1, header), .. announced, .. new byte[Megabyte]]);
        }

        var left = 0;
        await Log.WaitForAsync(entry => entry.EventId.Name == "ClientLeft" && ++left == 50);

        Assert.InRange(Memory() - before, long.MinValue, 50 * Megabyte);
        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    [Fact]
    public async Task Connections_that_are_made_and_cut_by_the_thousand_do_no_harm()
    {
        await ServeAsync(_port, "s", null, Echo());
        for (var i = 0; i < Many; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            await socket.ConnectAsync(IPAddress.Loopback, _port).WithinLimit();
            await socket.SendAsync(RawClient.Greeting.AsMemory(0, i % 64));
        }

        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    private async Task CrowdAsync(int count)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async value =>
        {
            await using var transport = await Transport.OpenAsync(
                Url, new TransportOptions { Drivers = Drivers, DriverOptions = new ZeroMqOptions { HandshakeTimeout = WaitLimit.Default, Grace = WaitLimit.Default } });
            var client = new RpcClient(transport, new Target { Topic = Topic }, new RpcClientOptions { Timeout = WaitLimit.Default });
            return await client.CallAsync<int>(null, "echo", new { value });
        })).WaitAsync(WaitLimit.Start);

        Assert.Equal(Enumerable.Range(0, count), answers);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
