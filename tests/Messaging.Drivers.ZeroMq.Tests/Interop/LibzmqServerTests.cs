using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>Our client, and a server on libzmq that was written from the page alone.</summary>
public sealed class LibzmqServerTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task Answers_are_those_of_the_calls_whatever_their_size()
    {
        await using var peer = await ServeAsync();
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
        await using var peer = await ServeAsync();
        var client = await ClientAsync(Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            value => client.CallAsync<int>(null, value % 2 == 0 ? "echo" : "slow", new { value }))).WaitAsync(WaitLimit.Start);

        Assert.Equal(Enumerable.Range(0, 200), answers);
    }

    [Fact]
    public async Task Casts_fanouts_failures_and_refusals_come_through()
    {
        await using var peer = await ServeAsync();
        var client = await ClientAsync(Url);

        await client.CastAsync(null, "note", new { text = "a cast" }).WithinLimit();
        await client.With(server: "one").CastAsync(null, "note", new { text = "to one" }).WithinLimit();
        await client.With(fanout: true).CastAsync(null, "note", new { text = "to all" }).WithinLimit();
        var failure = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail").WithinLimit());
        await Assert.ThrowsAsync<NoServerException>(() => client.With(server: "two").CallAsync(null, "echo").WithinLimit());

        Assert.Contains("no fail", failure.Message, StringComparison.Ordinal);
        foreach (var text in new[] { "a cast", "to one", "to all" })
        {
            var cast = await peer.WaitForAsync(line =>
                line.TryGetProperty("args", out var arguments) && arguments.GetProperty("text").GetString() == text);
            Assert.Equal(text == "to all", cast.GetProperty("fanout").GetBoolean());
        }
    }

    [Fact]
    public async Task A_killed_server_fails_its_calls_and_the_next_one_is_found()
    {
        var client = await ClientAsync(Url, new ZeroMqOptions { Grace = WaitLimit.Default });
        await using (var first = await ServeAsync())
        {
            Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
            await first.KillAsync();
        }

        await using var second = await ServeAsync();
        await Log.WaitForAsync("PeerLost");
        Assert.Equal(2, await client.CallAsync<int>(null, "echo", new { value = 2 }).WithinLimit());
    }

    private Task<PythonPeer> ServeAsync() => LibzmqPeer.ServeAsync($"tcp://127.0.0.1:{_port}", Topic);
}
