using System.Net;
using System.Net.Sockets;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>A server that does not read holds up what is for it and nothing else.</summary>
public sealed class DeafServerTests : ZeroMqTest
{
    private readonly int _port = FreePorts.Next();

    [Fact]
    public async Task Calls_and_casts_to_others_go_on()
    {
        var ran = new Journal<string>();
        await ServeAsync(_port, "s", null, Echo(), Notes("note", ran, "good"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var transport = await OpenAsync($"zmq://127.0.0.1:{_port},{listener.LocalEndpoint}");
        var good = new RpcClient(transport, new Target { Topic = Topic }, new RpcClientOptions { Timeout = WaitLimit.Default });
        var bad = new RpcClient(transport, new Target { Topic = "deaf" }, new RpcClientOptions { Timeout = WaitLimit.Start });
        var connecting = good.CallAsync<int>(null, "echo", new { value = 1 });
        await using var deaf = await RawClient.AcceptAsync(listener);
        await deaf.GreetAsServerAsync("deaf");
        Assert.Equal(1, await connecting.WithinLimit());
        await Log.WaitForAsync(entry => entry.EventId.Name == "PeerConnected" && entry.Message.Contains("raw", StringComparison.Ordinal));

        // Nobody says that they came.
        Log.Expect("CastFailed");
        for (var i = 0; i < 100; i++)
        {
            bad.Cast(null, "never");
        }

        good.Cast(null, "note");
        await ran.WaitForAsync(_ => true, "the cast to the good one");

        // More than its connection takes, so that some wait here and the rest is refused.
        var large = new string('x', 1024 * 1024);
        using var giveUp = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 100).Select(_ => bad.CallAsync(null, "never", new { large }, giveUp.Token)).ToArray();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i, await good.CallAsync<int>(null, "echo", new { value = i }).WithinLimit());
        }

        await giveUp.CancelAsync();
        await Task.WhenAll(calls).ContinueWith(static _ => { }, TaskScheduler.Default).WithinLimit();
    }
}
