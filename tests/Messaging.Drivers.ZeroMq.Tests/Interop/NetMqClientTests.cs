using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;
using NetMQ;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>Our server, and a client on NetMQ.</summary>
public sealed class NetMqClientTests : ZeroMqTest
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly int _port = FreePorts.Next();

    [Fact]
    public async Task Calls_of_every_size_are_answered()
    {
        await ServeAsync(_port, "one", null, Echo());
        await using var client = NetMqClient.Connect(_port, Topic);
        await client.GreetAsync();

        foreach (var size in LibzmqPeer.Sizes)
        {
            var value = new string('x', size - 1) + 'y';
            Assert.True(value == (await client.CallAsync("echo", new { value })).GetString(), $"{size} bytes");
        }
    }

    [Fact]
    public async Task Two_hundred_at_once_are_answered_each_with_its_own()
    {
        await ServeAsync(_port, "one", null, Echo());
        await using var client = NetMqClient.Connect(_port, Topic);
        await client.GreetAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(value => client.CallAsync("echo", new { value })));

        Assert.Equal(Enumerable.Range(0, 200), answers.Select(answer => answer.GetInt32()));
    }

    [Fact]
    public async Task Casts_are_accepted_failures_are_told_and_strange_targets_refused()
    {
        var ran = new Journal<string>();
        await ServeAsync(_port, "one", null, Notes("note", ran, "ran"));
        await using var client = NetMqClient.Connect(_port, Topic);
        await client.GreetAsync();

        await client.CastAsync("note", new { });
        await client.CastAsync("note", new { }, NetMqWire.Fanout);
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync("unknown", new { }));
        var nobody = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync("note", new { }, "nobody"));

        await ran.WaitForAsync(_ => ran.Entries.Count == 2, "the cast and the fanout");
        Assert.Contains("unknown", unknown.Message, StringComparison.Ordinal);
        Assert.Equal($"refused: {NetMqWire.Nobody}", nobody.Message);
    }

    [Fact]
    public async Task A_client_finds_the_next_server_and_says_again_who_it_is()
    {
        await using var client = NetMqClient.Connect(
            _port, Topic, options => options.ReconnectInterval = TimeSpan.FromMilliseconds(20));
        var first = await ServeAsync(_port, "one", null, Says("who", "first"));
        await client.GreetAsync();
        Assert.Equal("first", (await client.CallAsync("who", new { })).GetString());
        await first.DisposeAsync();

        await ServeAsync(_port, "two", null, Says("who", "second"));
        await client.GreetAsync();

        Assert.Equal("second", (await client.CallAsync("who", new { })).GetString());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Heartbeats_of_either_side_keep_a_connection_on_which_nothing_else_passes(bool ours, bool its)
    {
        var late = RpcMethod.Create("late", [], async ValueTask<string> (_) =>
        {
            await Task.Delay(Beat * 8);
            return "done";
        });
        await ServeAsync(_port, "one", new ZeroMqOptions { Heartbeat = ours ? Beat : TimeSpan.Zero }, late);
        await using var client = NetMqClient.Connect(_port, Topic, options =>
        {
            if (its)
            {
                (options.HeartbeatInterval, options.HeartbeatTimeout, options.HeartbeatTtl) = (Beat, Beat * 2, Beat * 2);
            }
        });
        await client.GreetAsync();

        Assert.Equal("done", (await client.CallAsync("late", new { })).GetString());
        Assert.Single(client.Announced.Entries);
    }

    [Fact]
    public async Task Both_encrypt_with_keys_and_who_is_not_on_the_list_stays_out()
    {
        var (server, client, other) = (ZeroMqKeyPair.Generate(), ZeroMqKeyPair.Generate(), ZeroMqKeyPair.Generate());
        var options = new ZeroMqOptions { CurveSecretKey = server.SecretKey, CurveAllowedClients = [client.PublicKey] };
        await ServeAsync(_port, "one", options, Echo());
        await using var listed = NetMqClient.Connect(_port, Topic, options => Encrypt(options, server, client));
        await listed.GreetAsync();

        foreach (var size in new[] { 1, 255, 256, 100_000, 5_000_000 })
        {
            var value = new string('x', size);
            Assert.True(value == (await listed.CallAsync("echo", new { value })).GetString(), $"{size} bytes");
        }

        await using var stranger = NetMqClient.Connect(_port, Topic, options => Encrypt(options, server, other));
        _ = stranger.GreetAsync();
        await Log.WaitForAsync(entry => entry.Message.Contains("is not allowed", StringComparison.Ordinal));
        Assert.Empty(stranger.Announced.Entries);
    }

    [Fact]
    public async Task NetMQ_knows_no_users_and_stays_outside_of_a_server_that_asks_for_one()
    {
        await ServeAsync($"zmq://ada:s3cret@127.0.0.1:{_port}", "one", null, new RpcServerOptions(), Echo());
        await using var client = NetMqClient.Connect(_port, Topic);
        _ = client.GreetAsync();

        await Log.WaitForAsync(entry => entry.Message.Contains("PLAIN", StringComparison.Ordinal));
        Assert.Empty(client.Announced.Entries);
    }

    private static void Encrypt(SocketOptions options, ZeroMqKeyPair server, ZeroMqKeyPair client)
    {
        options.CurveServerCertificate = NetMQCertificate.FromPublicKey(server.PublicKey);
        options.CurveCertificate = NetMQCertificate.CreateFromSecretKey(client.SecretKey);
    }
}
