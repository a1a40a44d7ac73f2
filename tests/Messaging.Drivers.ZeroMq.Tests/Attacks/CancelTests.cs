using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>A cancel reaches calls that wait, and only those of its sender.</summary>
public sealed class CancelTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();
    private readonly SyncPoint _point = new();
    private readonly Journal<string> _ran = new();

    private string Url => $"zmq://127.0.0.1:{_port}";

    [Fact]
    public async Task Thousands_of_calls_that_are_cancelled_in_the_queue_are_not_run()
    {
        var client = await ServeOneAtATimeAsync();
        var running = client.CallAsync<string>(null, "park");
        await _point.WaitUntilParkedAsync();
        using var giveUp = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 3000).Select(_ => client.CallAsync(null, "work", null, giveUp.Token)).ToArray();

        await giveUp.CancelAsync();
        await Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default).WithinLimit();

        // Behind the cancels on the same connection.
        var marker = client.CallAsync<string>(null, "marker");
        await client.CastAsync(null, "marker").WithinLimit();
        _point.Release();

        Assert.Equal("done", await running.WithinLimit());
        await marker.WithinLimit();
        Assert.All(_ran.Entries, entry => Assert.Equal("marker", entry));
    }

    [Fact]
    public async Task Nobody_cancels_the_call_of_another()
    {
        var client = await ServeOneAtATimeAsync();
        var running = client.CallAsync<string>(null, "park");
        await _point.WaitUntilParkedAsync();
        await using var caller = await RawClient.ConnectAsync(_port);
        await caller.GreetAsync("caller");
        await using var other = await RawClient.ConnectAsync(_port);
        await other.GreetAsync("other");
        var kept = await caller.SendCallAsync(Topic, "work", "caller");
        var cancelled = await caller.SendCallAsync(Topic, "marker", "caller");
        await AcceptedAsync(caller);

        await other.SendMessageAsync(RawMessages.CancelOf(kept, Topic), default);
        await AcceptedAsync(other);
        await caller.SendMessageAsync(RawMessages.CancelOf(cancelled, Topic), default);
        await AcceptedAsync(caller);
        _point.Release();

        Assert.Equal("done", await running.WithinLimit());
        byte[] header;
        do
        {
            (header, _) = await caller.ReceiveMessageAsync();
        }
        while (header[1] != RawMessages.Reply);

        Assert.Equal(kept, header[2..18]);
        Assert.Equal("done", await client.CallAsync<string>(null, "park").WithinLimit());
        Assert.Equal("work", Assert.Single(_ran.Entries, entry => entry is "work" or "marker"));
    }

    private async Task<RpcClient> ServeOneAtATimeAsync()
    {
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 1 };
        await ServeAsync(
            Url, "s", null, options, Parks("park", _point), Notes("work", _ran, "work"), Notes("marker", _ran, "marker"), Notes("behind", _ran, "behind"));
        return await ClientAsync(Url);
    }

    /// <summary>Ends when the server has read all that the client has sent before.</summary>
    private async Task AcceptedAsync(RawClient client)
    {
        var id = await client.SendCastAsync("openstack", Topic, RawMessages.CallOf(new byte[16], "", "behind"));
        byte[] header;
        do
        {
            (header, _) = await client.ReceiveMessageAsync();
        }
        while (header[1] != RawMessages.Accepted || !header.AsSpan(2, 16).SequenceEqual(id));
    }
}
