using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Attacks;

/// <summary>Who does not read what is sent to it hurts itself and nobody else.</summary>
public sealed class UnreadReplyTests : ZeroMqTest
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string Large = new('x', Megabyte);

    private readonly int _port = FreePorts.Next();
    private readonly Journal<string> _ran = new();

    private string Url => $"zmq://127.0.0.1:{_port}";

    private RpcMethod ReturnsMuch => RpcMethod.Create("much", [], _ =>
    {
        _ran.Add("much");
        return new ValueTask<string>(Large);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_client_that_never_reads_a_reply_takes_no_slot_from_the_others(byte minor)
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { SendHighWaterMark = Megabyte, Heartbeat = WaitLimit.Start }, ReturnsMuch, Echo());
        await using var deaf = await RawClient.ConnectAsync(_port);
        await deaf.GreetAsync("deaf", minor: minor);
        for (var i = 0; i < 1000; i++)
        {
            await deaf.SendCallAsync(Topic, "much", "deaf");
        }

        var client = await ClientAsync(Url);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(i, await client.CallAsync<int>(null, "echo", new { value = i }).WithinLimit());
        }

        Assert.InRange(_ran.Entries.Count, 1, 200);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_client_that_takes_nothing_for_three_beats_is_closed_with_the_reason(byte minor)
    {
        await ServeAsync(_port, "s", new ZeroMqOptions { Heartbeat = TimeSpan.FromSeconds(1) }, ReturnsMuch, Echo());
        await using var deaf = await RawClient.ConnectAsync(_port);
        await deaf.GreetAsync("deaf", minor: minor);
        for (var i = 0; i < 30; i++)
        {
            await deaf.SendCallAsync(Topic, "much", "deaf");
        }

        var closed = await Log.WaitForAsync("ClientRefused");

        Assert.Contains("read", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_reads_late_gets_every_reply_though_they_are_more_than_may_wait()
    {
        // 64 run, and as many are in hand behind them: each may have its reply wait.
        var all = new SyncPoint();
        var options = new ZeroMqOptions { SendHighWaterMark = Megabyte, MaxUnreadBytes = 160 * Megabyte };
        await ServeAsync(_port, "s", options, ParksThenReturnsMuch(all));
        await using var late = await RawClient.ConnectAsync(_port);
        await late.GreetAsync("late");
        HashSet<string> ids = [];
        for (var i = 0; i < 300; i++)
        {
            ids.Add(Convert.ToHexString(await late.SendCallAsync(Topic, "much", "late")));
        }

        await _ran.WaitForAsync(_ => _ran.Entries.Count == 64, "all that may run");
        all.Release();
        while (ids.Count > 0)
        {
            var (header, body) = await late.ReceiveMessageAsync();
            if (header[1] == RawMessages.Reply)
            {
                Assert.True(ids.Remove(Convert.ToHexString(header, 2, 16)));
                Assert.InRange(body.Length, Megabyte, 2 * Megabyte);
            }
        }
    }

    [Fact]
    public async Task More_unread_replies_than_may_wait_end_the_connection_with_the_reason()
    {
        var all = new SyncPoint();
        await ServeAsync(
            _port, "s", new ZeroMqOptions { SendHighWaterMark = Megabyte, MaxUnreadBytes = 8 * Megabyte, Heartbeat = WaitLimit.Start }, ParksThenReturnsMuch(all));
        await using var deaf = await RawClient.ConnectAsync(_port);
        await deaf.GreetAsync("deaf");
        for (var i = 0; i < 64; i++)
        {
            await deaf.SendCallAsync(Topic, "much", "deaf");
        }

        await _ran.WaitForAsync(_ => _ran.Entries.Count == 64, "all that may run");
        all.Release();
        var closed = await Log.WaitForAsync("ClientRefused");

        Assert.Contains("max_unread_bytes", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_of_a_client_that_has_left_are_not_run()
    {
        var point = new SyncPoint();
        var options = new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), Prefetch = 1 };
        await ServeAsync(Url, "s", null, options, Parks("park", point), ReturnsMuch, Echo());
        var running = (await ClientAsync(Url)).CallAsync<string>(null, "park");
        await point.WaitUntilParkedAsync();
        await using (var gone = await RawClient.ConnectAsync(_port))
        {
            await gone.GreetAsync("gone");
            for (var i = 0; i < 100; i++)
            {
                await gone.SendCallAsync(Topic, "much", "gone");
            }

            // Behind the calls: when it is accepted, they wait.
            await gone.SendCastAsync("openstack", Topic, RawMessages.CallOf(new byte[16], "", "note"));
            while ((await gone.ReceiveMessageAsync()).Header[1] != RawMessages.Accepted)
            {
            }
        }

        await Log.WaitForAsync("ClientLeft");
        point.Release();

        Assert.Equal("done", await running.WithinLimit());
        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
        Assert.InRange(_ran.Entries.Count, 0, 1);
        Log.Expect("MethodFailed");
    }

    private RpcMethod ParksThenReturnsMuch(SyncPoint all) => RpcMethod.Create("much", [], async ValueTask<string> (_) =>
    {
        _ran.Add("much");
        await all.ParkAsync();
        return Large;
    });
}
