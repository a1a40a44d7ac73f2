using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Faults;

/// <summary>Whoever comes to the port and is no client of ours is sent away, and disturbs nobody.</summary>
public sealed class StrangerTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    public static TheoryData<byte[]> Strangers => new(
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(),
        new byte[100],
        [0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 1, 0, 0, 0],
        [.. RawClient.MakeGreeting("PLAIN")],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Ready("SUB")],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Frame(0, "a message"u8)],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Frame(4, [5, .. "HELLO"u8])],
        [.. RawClient.MakeGreeting("NULL"), 6, 0, 0, 0, 1, 0, 0, 0, 0],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Ready("DEALER"), 3, 0x80, 0, 0, 0, 0, 0, 0, 0],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Ready("DEALER"), 3, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Ready("DEALER"), .. RawClient.Frame(1, "what"u8), .. RawClient.Frame(0, "else"u8)],
        [.. RawClient.MakeGreeting("NULL"), .. RawClient.Ready("DEALER"), .. RawClient.Frame(1, [1, 3, .. new byte[40]]), .. RawClient.Frame(0, "{}"u8)]);

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_stranger_is_cut_off_at_once(byte[] bytes)
    {
        await ServeAsync(_port, "s", null, Echo());
        await using var stranger = await RawClient.ConnectAsync(_port);

        await stranger.SendAsync(bytes);
        await stranger.ReceiveToEndAsync();

        await IsServedAsync();
    }

    [Fact]
    public async Task A_handshake_that_stalls_ends_after_its_time_and_holds_up_nobody()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { HandshakeTimeout = TimeSpan.FromSeconds(1) }, Echo());
        await using var silent = await RawClient.ConnectAsync(_port);
        await using var half = await RawClient.ConnectAsync(_port);
        await half.SendAsync(RawClient.Greeting.AsMemory(0, 40));

        await IsServedAsync();
        await silent.ReceiveToEndAsync();
        await half.ReceiveToEndAsync();
        await IsServedAsync();
    }

    [Fact]
    public async Task The_oldest_handshake_gives_way_when_there_are_too_many()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { MaxPendingHandshakes = 2, HandshakeTimeout = TimeSpan.FromHours(1) }, Echo());
        await using var first = await RawClient.ConnectAsync(_port);
        await first.SendAsync(RawClient.Greeting);
        await first.ReceiveAsync(64);
        await using var second = await RawClient.ConnectAsync(_port);
        await second.SendAsync(RawClient.Greeting);
        await second.ReceiveAsync(64);

        await IsServedAsync();

        await first.ReceiveToEndAsync();
    }

    [Fact]
    public async Task An_address_has_no_more_connections_than_it_may()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { MaxConnectionsPerAddress = 2 }, Echo());
        await using var first = await RawClient.ConnectAsync(_port);
        await first.ShakeHandsAsync();
        var second = await RawClient.ConnectAsync(_port);
        await second.ShakeHandsAsync();
        await using var third = await RawClient.ConnectAsync(_port);

        Assert.Empty(await third.ReceiveToEndAsync());

        await second.DisposeAsync();
        await IsServedAsync();
    }

    [Fact]
    public async Task A_flood_of_tiny_frames_that_nobody_reads_the_answers_of_is_borne()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { SendHighWaterMark = 64 * 1024 }, Echo());
        await using var flooder = await RawClient.ConnectAsync(_port);
        await flooder.GreetAsync("flooder");
        byte[] cast = [1, 4, .. new byte[16], 0, 0, 255, 255, 255, 255, 0, 1, (byte)'t', 0, 0, 0, 0];
        byte[] flood = [.. RawClient.Frame(4, [4, .. "PING"u8, 0, 0]), .. RawClient.Frame(1, cast), .. RawClient.Frame(0, [])];
        var many = Enumerable.Repeat(flood, 500).SelectMany(bytes => bytes).ToArray();
        var sent = 0;
        var flooding = Task.Run(async () =>
        {
            for (; sent < 3000; Interlocked.Increment(ref sent))
            {
                await flooder.SendAsync(many);
            }
        });

        // Until many calls in a row were answered while nothing of the flood was read.
        var client = await ClientAsync(Url);
        for (var (calls, before) = (0, -1); calls < 1000; calls++)
        {
            Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
            if (before != Volatile.Read(ref sent))
            {
                (calls, before) = (0, sent);
            }
        }

        Assert.False(flooding.IsCompletedSuccessfully, "The server has read all of it, though its answers wait.");
        await flooder.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => flooding);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_has_come()
    {
        var transport = await OpenAsync(Url, maxMessageSize: 10_000);
        await Own(new RpcServer(transport, new Target { Topic = Topic, Server = "s" }, new RpcEndpoint([Echo()]))).StartAsync();
        await using var client = await RawClient.ConnectAsync(_port);
        await client.GreetAsync("large");
        byte[] topic = [(byte)Topic.Length, .. System.Text.Encoding.ASCII.GetBytes(Topic)];

        await client.SendAsync(RawClient.Frame(1, [1, 3, .. new byte[16], 0, 0, 255, 255, 255, 255, 0, .. topic, 0, 0, 0, 0]));
        await client.SendAsync(new byte[] { 2, 0, 0, 0, 0, 0x40, 0, 0, 0 });
        var (header, _) = await client.ReceiveMessageAsync();

        Assert.Equal((9, 3), (header[1], header[18]));
        await IsServedAsync();
    }

    private async Task IsServedAsync()
    {
        var client = await ClientAsync(Url);
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
    }
}
