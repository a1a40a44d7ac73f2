using System.Net;
using System.Text;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>Who comes only to be there does not keep others out.</summary>
public sealed class AdmissionTests : ZeroMqTest
{
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    private IPEndPoint Address => new(IPAddress.Loopback, _port);

    [Fact]
    public async Task Who_never_says_hello_is_closed_when_the_time_of_the_handshake_is_over()
    {
        var transport = await ServeAsync(_port, "s", new ZeroMqOptions { MaxConnectionsPerAddress = 3, HandshakeTimeout = TimeSpan.FromSeconds(2) }, Echo());
        List<RawClient> mute = [];
        for (var i = 0; i < 3; i++)
        {
            mute.Add(Own(await RawClient.ConnectAsync(_port)));
            await mute[i].ShakeHandsAsync();
        }

        var client = await ClientAsync(Url);
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        foreach (var one in mute)
        {
            await one.ReceiveToEndAsync();
        }

        // What is counted is said at the end at the latest.
        await transport.DisposeAsync();
        var closed = await Log.WaitForAsync(
            entry => entry.EventId.Name is "ClientRefused" or "ClientsRefused" && entry.Message.Contains("HELLO", StringComparison.Ordinal));
        Assert.Contains("handshake_timeout", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_said_hello_stays_when_the_time_of_the_handshake_is_over()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { HandshakeTimeout = TimeSpan.FromSeconds(1) }, Echo());
        await using var client = await RawClient.ConnectAsync(_port);
        await client.GreetAsync("client");
        await using var mute = await RawClient.ConnectAsync(_port);
        await mute.ShakeHandsAsync();

        // Which came later, and for which the time is over now.
        await mute.ReceiveToEndAsync();
        var id = await client.SendCallAsync(Topic, "ping", "client");
        while ((await client.ReceiveMessageAsync()) is var (header, _) && header[1] != RawMessages.Reply)
        {
        }

        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Those_who_are_through_the_handshake_and_say_no_hello_give_way_like_those_who_are_in_it()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { MaxPendingHandshakes = 2, HandshakeTimeout = TimeSpan.FromHours(1) }, Echo());
        await using var first = await RawClient.ConnectAsync(_port);
        await first.ShakeHandsAsync();
        await using var second = await RawClient.ConnectAsync(_port);
        await second.ShakeHandsAsync();

        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());

        await first.ReceiveToEndAsync();
    }

    [Fact]
    public async Task The_address_that_has_most_in_the_handshake_gives_way_first()
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { MaxPendingHandshakes = 8, HandshakeTimeout = TimeSpan.FromHours(1) }, Echo());
        await using var slow = await RawClient.ConnectAsync(Address);
        await slow.SendAsync(RawClient.Greeting.AsMemory(0, 40));
        for (var i = 0; i < 100; i++)
        {
            var half = Own(await RawClient.ConnectAsync(Address, Elsewhere));
            await half.SendAsync(RawClient.Greeting);
            await half.ReceiveAsync(64);
        }

        // It goes on where it was.
        await slow.SendAsync(RawClient.Greeting.AsMemory(40));
        await slow.SendAsync(RawClient.Ready("DEALER"));
        await slow.SendMessageAsync(RawMessages.Header(RawMessages.Hello, new byte[16]), RawMessages.HelloOf("slow"));
        Assert.Equal(0xff, (await slow.ReceiveAsync(64))[0]);
        Assert.Equal(RawMessages.Announce, (await slow.ReceiveMessageAsync()).Header[1]);
    }

    [Fact]
    public async Task After_some_wrong_passwords_each_further_one_waits_longer()
    {
        var asked = 0;
        var options = new ZeroMqOptions
        {
            CheckUser = (_, password) =>
            {
                Interlocked.Increment(ref asked);
                return password == "right";
            },
            HandshakeTimeout = TimeSpan.FromSeconds(3),
        };
        await ServeAsync(_port, "s", options, Echo());

        // A handshake that stalls says when the time of one is over.
        await using var clock = await RawClient.ConnectAsync(Address, Elsewhere);
        var over = clock.ReceiveToEndAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; !over.IsCompleted; i++)
            {
                await using var guess = await RawClient.ConnectAsync(_port);
                Assert.False(await TryLogInAsync(guess, $"{i}"));
            }
        }));

        // Without delays it is thousands.
        Assert.InRange(asked, 1, 60);

        // Other addresses are not kept waiting.
        await using var other = await RawClient.ConnectAsync(Address, Elsewhere);
        Assert.True(await TryLogInAsync(other, "right"));
    }

    private static async Task<bool> TryLogInAsync(RawClient client, string password)
    {
        try
        {
            await client.SendAsync(RawClient.MakeGreeting("PLAIN"));
            await client.SendAsync(RawClient.Frame(4, [5, .. "HELLO"u8, 3, .. "ada"u8, (byte)password.Length, .. Encoding.ASCII.GetBytes(password)]));
            await client.ReceiveAsync(64);
            var (_, command) = await client.ReceiveFrameAsync();
            return Encoding.ASCII.GetString(command, 1, command[0]) == "WELCOME";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
