using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;
using NetMQ;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>Our client, and a server on NetMQ.</summary>
public sealed class NetMqServerTests : ZeroMqTest
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task Answers_are_those_of_the_calls_whatever_their_size()
    {
        await using var peer = NetMqServer.Start(_port, Topic);
        var client = await ClientAsync(Url);

        foreach (var size in LibzmqPeer.Sizes)
        {
            var value = new string('x', size - 1) + 'y';
            Assert.True(value == await client.CallAsync<string>(null, "echo", new { value }).WaitAsync(WaitLimit.Start), $"{size} bytes");
        }
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_have_their_own_answers()
    {
        await using var peer = NetMqServer.Start(_port, Topic);
        var client = await ClientAsync(Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            value => client.CallAsync<int>(null, value % 2 == 0 ? "echo" : "late", new { value }))).WaitAsync(WaitLimit.Start);

        Assert.Equal(Enumerable.Range(0, 200), answers);
    }

    [Fact]
    public async Task Casts_fanouts_failures_and_refusals_come_through()
    {
        await using var peer = NetMqServer.Start(_port, Topic);
        var client = await ClientAsync(Url);

        await client.CastAsync(null, "note", new { text = "a cast" }).WithinLimit();
        await client.With(fanout: true).CastAsync(null, "note", new { text = "to all" }).WithinLimit();
        var failure = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail").WithinLimit());
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "two").CallAsync(null, "echo").WithinLimit());

        Assert.Contains("no fail", failure.Message, StringComparison.Ordinal);
        foreach (var text in new[] { "a cast", "to all" })
        {
            var cast = await peer.Casts.WaitForAsync(cast => cast.Arguments.GetProperty("text").GetString() == text, text);
            Assert.Equal(("note", text == "to all"), (cast.Method, cast.IsFanout));
        }
    }

    [Fact]
    public async Task A_server_that_goes_fails_its_calls_and_the_next_one_is_found()
    {
        var client = await ClientAsync(Url, new ZeroMqOptions { Grace = WaitLimit.Default });
        Task<int> underWay;
        await using (NetMqServer.Start(_port, Topic))
        {
            Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
            underWay = client.CallAsync<int>(null, "late", new { value = 600_000 });
            Assert.Equal(2, await client.CallAsync<int>(null, "echo", new { value = 2 }).WithinLimit());
        }

        await Assert.ThrowsAsync<ConnectionLostException>(() => underWay.WithinLimit());
        await using var second = NetMqServer.Start(_port, Topic);
        Assert.Equal(3, await client.CallAsync<int>(null, "echo", new { value = 3 }).WithinLimit());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Heartbeats_of_either_side_keep_a_connection_on_which_nothing_else_passes(bool ours, bool its)
    {
        await using var peer = NetMqServer.Start(_port, Topic, options =>
        {
            if (its)
            {
                (options.HeartbeatInterval, options.HeartbeatTimeout, options.HeartbeatTtl) = (Beat, Beat * 2, Beat * 2);
            }
        });
        var client = await ClientAsync(Url, new ZeroMqOptions { Heartbeat = ours ? Beat : TimeSpan.Zero });

        var silence = (int)(Beat * 8).TotalMilliseconds;
        Assert.Equal(silence, await client.CallAsync<int>(null, "late", new { value = silence }).WithinLimit());
        Assert.DoesNotContain(Log.Entries, entry => entry.EventId.Name == "PeerLost");
    }

    [Fact]
    public async Task Both_encrypt_with_keys_and_a_wrong_key_is_refused()
    {
        var (server, client) = (ZeroMqKeyPair.Generate(), ZeroMqKeyPair.Generate());
        await using var peer = NetMqServer.Start(_port, Topic, options =>
            (options.CurveServer, options.CurveCertificate) = (true, NetMQCertificate.CreateFromSecretKey(server.SecretKey)));

        var ours = await ClientAsync(Url, new ZeroMqOptions { CurveServerKey = server.PublicKey, CurveSecretKey = client.SecretKey });
        foreach (var size in new[] { 1, 255, 256, 100_000, 5_000_000 })
        {
            var value = new string('x', size);
            Assert.True(value == await ours.CallAsync<string>(null, "echo", new { value }).WaitAsync(WaitLimit.Start), $"{size} bytes");
        }

        var stranger = await ClientAsync(Url, new ZeroMqOptions { CurveServerKey = client.PublicKey, Grace = TimeSpan.FromSeconds(1) });
        await Assert.ThrowsAnyAsync<MessagingException>(() => stranger.CallAsync(null, "echo", new { value = 1 }).WithinLimit());
        Log.Expect("PeerRefused");
    }
}
