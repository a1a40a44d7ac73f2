using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>Answers come from who was asked, and go to who asked.</summary>
public sealed class StolenReplyTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task What_another_server_says_of_a_call_counts_for_nothing()
    {
        await using var pair = await ServerPair.ConnectAsync(this, Topic);
        var call = pair.Client.CallAsync<string>(null, "ask");
        var (header, _) = await pair.Right.ReceiveMessageAsync();
        var id = header[2..18];

        await pair.Wrong.SendMessageAsync(RawMessages.Header(RawMessages.Reply, id), RawMessages.ReplyOf(id, "\"poisoned\""));
        await pair.Wrong.SendMessageAsync([.. RawMessages.Header(RawMessages.Refused, id), 1], default);
        await pair.WaitForWrongAsync();
        await pair.Right.SendMessageAsync(RawMessages.Header(RawMessages.Reply, id), RawMessages.ReplyOf(id, "\"right\""));

        Assert.Equal("right", await call.WithinLimit());
    }

    [Fact]
    public async Task What_another_server_says_of_a_cast_counts_for_nothing()
    {
        await using var pair = await ServerPair.ConnectAsync(this, Topic);
        var cast = pair.Client.CastAsync(null, "note");
        var (header, _) = await pair.Right.ReceiveMessageAsync();
        var id = header[2..18];

        await pair.Wrong.SendMessageAsync(RawMessages.Header(RawMessages.Accepted, id), default);
        await pair.Wrong.SendMessageAsync([.. RawMessages.Header(RawMessages.Refused, id), 1], default);
        await pair.WaitForWrongAsync();
        Assert.False(cast.IsCompleted);
        await pair.Right.SendMessageAsync(RawMessages.Header(RawMessages.Accepted, id), default);

        await cast.WithinLimit();
    }

    [Fact]
    public async Task Who_names_the_reply_address_of_another_gets_nothing_of_it()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point, "secret"), Echo());
        await using var impostor = await RawClient.ConnectAsync(_port);
        await using (var honest = await RawClient.ConnectAsync(_port))
        {
            await honest.GreetAsync("address", "known to both");
            await honest.SendCallAsync(Topic, "park", "address");
            await point.WaitUntilParkedAsync();
            await impostor.GreetAsync("address", "guessed");
        }

        await Log.WaitForAsync("ClientLeft");
        Log.Expect("ReplyFailed");
        point.Release();
        await Log.WaitForAsync("ReplyFailed");
        var id = await impostor.SendCallAsync(Topic, "echo", "address");
        var (header, _) = await NextReplyAsync(impostor);

        Assert.Equal(id, header[2..18]);
    }

    [Fact]
    public async Task Replies_stay_with_the_connection_of_the_call_when_another_names_its_address()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point, "secret"));
        await using var honest = await RawClient.ConnectAsync(_port);
        await honest.GreetAsync("address");
        var id = await honest.SendCallAsync(Topic, "park", "address");
        await point.WaitUntilParkedAsync();
        await using var impostor = await RawClient.ConnectAsync(_port);
        await impostor.GreetAsync("address");

        point.Release();

        Assert.Equal(id, (await NextReplyAsync(honest)).Header[2..18]);
    }

    [Fact]
    public async Task A_client_that_comes_again_gets_the_reply_that_its_lost_connection_could_not_carry()
    {
        var point = new SyncPoint();
        await ServeAsync(_port, "s", null, Parks("park", point, "mine"));

        // The server does not notice that the first is dead.
        await using var dead = await RawClient.ConnectAsync(_port);
        await dead.GreetAsync("address", "known to both");
        var id = await dead.SendCallAsync(Topic, "park", "address");
        await point.WaitUntilParkedAsync();
        await using var again = await RawClient.ConnectAsync(_port);
        await again.GreetAsync("address", "known to both");

        point.Release();

        Assert.Equal(id, (await NextReplyAsync(again)).Header[2..18]);
    }

    [Fact]
    public async Task A_call_cannot_have_its_reply_sent_to_another_client()
    {
        await ServeAsync(_port, "s", null, Echo());
        await using var victim = await RawClient.ConnectAsync(_port);
        await victim.GreetAsync("victim");
        await using var sender = await RawClient.ConnectAsync(_port);
        await sender.GreetAsync("sender");
        Log.Expect("ReplyFailed");

        await sender.SendCallAsync(Topic, "echo", "victim");
        await Log.WaitForAsync("ReplyFailed");
        var id = await victim.SendCallAsync(Topic, "echo", "victim");

        Assert.Equal(id, (await NextReplyAsync(victim)).Header[2..18]);
    }

    [Fact]
    public async Task Reply_addresses_have_nothing_in_common_and_each_server_gets_a_secret_of_its_own()
    {
        await using var first = await ServerPair.ConnectAsync(this, Topic);
        await using var second = await ServerPair.ConnectAsync(this, Topic);
        var hellos = first.Hellos.Concat(second.Hellos).Select(hello => JsonDocument.Parse(hello).RootElement).ToArray();

        var addresses = hellos.Select(hello => hello.GetProperty("reply_to").GetString()!).Distinct().ToArray();
        var secrets = hellos.Select(hello => hello.GetProperty("secret").GetString()!).Distinct().ToArray();

        Assert.Equal((2, 4), (addresses.Length, secrets.Length));
        Assert.All([.. addresses, .. secrets], text => Assert.Matches("^[0-9a-f]{32}$", text));

        // 16 digits in common, as those of a prefix and a counter have, come by chance once in 10 ^ 19.
        Assert.NotEqual(addresses[0][..16], addresses[1][..16]);
        Assert.NotEqual(addresses[0][16..], addresses[1][16..]);
        Assert.False(addresses[0].StartsWith(MessageId.NewUnique().ToString()[..16], StringComparison.Ordinal));
    }

    private static async Task<(byte[] Header, byte[] Body)> NextReplyAsync(RawClient client)
    {
        while (true)
        {
            var message = await client.ReceiveMessageAsync();
            if (message.Header[1] == RawMessages.Reply)
            {
                return message;
            }
        }
    }

    /// <summary>A client and the two servers of its URL, both played by hand: the one that serves its topic, and one of another topic.</summary>
    private sealed class ServerPair : IAsyncDisposable
    {
        public required RpcClient Client { get; init; }

        public required RawClient Right { get; init; }

        public required RawClient Wrong { get; init; }

        public required IReadOnlyList<string> Hellos { get; init; }

        public static async Task<ServerPair> ConnectAsync(StolenReplyTests test, string topic)
        {
            using var rightPort = new TcpListener(IPAddress.Loopback, 0);
            using var wrongPort = new TcpListener(IPAddress.Loopback, 0);
            rightPort.Start();
            wrongPort.Start();
            var wrongAddress = $"zmq://{wrongPort.LocalEndpoint}";
            var client = await test.ClientAsync($"zmq://{rightPort.LocalEndpoint},{wrongPort.LocalEndpoint}");

            // Its first call goes to the right one, which is there first.
            var connecting = client.CallAsync<string>(null, "connect");
            var right = await RawClient.AcceptAsync(rightPort);
            var rightHello = await right.GreetAsServerAsync(topic);
            var id = (await right.ReceiveMessageAsync()).Header[2..18];
            await right.SendMessageAsync(RawMessages.Header(RawMessages.Reply, id), RawMessages.ReplyOf(id, "\"connected\""));
            Assert.Equal("connected", await connecting.WithinLimit());

            var wrong = await RawClient.AcceptAsync(wrongPort);
            var wrongHello = await wrong.GreetAsServerAsync("another");
            await test.Log.WaitForAsync(entry => entry.EventId.Name == "PeerConnected" && entry.Message.Contains(wrongAddress, StringComparison.Ordinal));
            return new ServerPair { Client = client, Right = right, Wrong = wrong, Hellos = [rightHello, wrongHello] };
        }

        /// <summary>Ends when the client has read what the wrong one sent: it answers a PING behind that.</summary>
        public async Task WaitForWrongAsync()
        {
            await Wrong.SendAsync(RawClient.Frame(4, [4, .. "PING"u8, 0, 0, .. "there?"u8]));
            while (!Encoding.ASCII.GetString((await Wrong.ReceiveFrameAsync()).Content).EndsWith("there?", StringComparison.Ordinal))
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Right.DisposeAsync();
            await Wrong.DisposeAsync();
        }
    }
}
