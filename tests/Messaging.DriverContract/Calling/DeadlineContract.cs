namespace Messaging.DriverContract;

/// <summary>The caller's time is the server's too.</summary>
public abstract class DeadlineContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task The_token_of_a_method_fires_when_the_time_of_its_caller_is_over()
    {
        var clock = StopTime();
        var started = new SyncPoint();
        var fired = new TaskCompletionSource<TimeSpan?>();
        await ServeAsync(Handler.DoesLater("wait", async call =>
        {
            // Asked for before the test may go on: from then on the clock stands except where the test moves it.
            var token = call.CancellationToken;
            started.Release();
            await started.ParkAsync();
            await token.WhenFired();
            fired.SetResult(call.Context.TimeLeft);
            token.ThrowIfCancellationRequested();
        }));
        var client = await ClientAsync(new RpcClientOptions { Timeout = TimeSpan.FromSeconds(5) });

        var call = client.CallAsync(null, "wait");
        await started.WaitUntilParkedAsync();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(fired.Task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(TimeSpan.Zero, await fired.Task.WithinLimit());
        await Assert.ThrowsAsync<CallTimeoutException>(() => call.WithinLimit());
    }

    [ContractFact]
    public async Task A_server_sees_the_time_that_its_caller_gave()
    {
        StopTime();
        await ServeAsync(Handler.Returns("left", call => call.Context.TimeLeft?.TotalSeconds ?? -1));
        var client = await ClientAsync();

        Assert.Equal(7.5, await client.With(timeout: TimeSpan.FromSeconds(7.5)).CallAsync<double>(null, "left"));
        Assert.Equal(-1, await client.With(timeout: Timeout.InfiniteTimeSpan).CallAsync<double>(null, "left"));
    }

    [ContractFact]
    public async Task A_call_made_while_serving_one_has_no_more_time_than_that_one_has_left()
    {
        var clock = StopTime();
        var transport = await ServerSideAsync();
        var inner = new RpcClient(transport, new Target { Topic = Topic }, new RpcClientOptions { Timeout = TimeSpan.FromSeconds(60) });
        var parked = new SyncPoint();
        await ServeAsync(
            Handler.Runs("outer", async call =>
            {
                await parked.ParkAsync();
                var longer = await inner.CallAsync<double>(call.Context, "left");
                var shorter = await inner.With(timeout: TimeSpan.FromSeconds(1)).CallAsync<double>(call.Context, "left");
                return new[] { longer, shorter };
            }),
            Handler.Returns("left", call => call.Context.TimeLeft?.TotalSeconds ?? -1));
        var client = await ClientAsync(new RpcClientOptions { Timeout = TimeSpan.FromSeconds(10) });

        var call = client.CallAsync<double[]>(null, "outer");
        await parked.WaitUntilParkedAsync();
        clock.Advance(TimeSpan.FromSeconds(4));
        parked.Release();

        var left = await call.WithinLimit();
        Assert.Equal([6, 1], left);
    }

    [ContractFact]
    public async Task A_server_does_not_run_a_call_whose_caller_no_longer_waits()
    {
        var clock = StopTime();
        var arrived = new Journal<string?>();
        var ran = new Journal<string>();
        var parked = new SyncPoint();
        var options = new RpcServerOptions { Dispatch = Arrivals(arrived) };
        await ServeAsync(
            "server-1", options, Handler.Parks("slow", parked), Handler.Does("late", _ => ran.Add("late")),
                Handler.Does("marker", _ => ran.Add("marker")));
        var client = await ClientAsync();

        var slow = client.CallAsync<string>(null, "slow");
        await parked.WaitUntilParkedAsync();
        var late = client.With(timeout: TimeSpan.FromSeconds(5)).CallAsync(null, "late");
        await arrived.WaitForAsync(method => method == "late", "the late call");
        clock.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<CallTimeoutException>(() => late.WithinLimit());
        parked.Release();
        await client.CallAsync(null, "marker").WithinLimit();

        Assert.Equal("done", await slow.WithinLimit());
        Assert.Equal(["marker"], ran.Entries);
        await Log.WaitForAsync("LateCallDropped");
    }

    /// <summary>One at a time, and the test sees what has arrived.</summary>
    internal static DispatchPolicy Arrivals(Journal<string?> arrived) => DispatchPolicy.OrderedBy(
        context =>
        {
            arrived.Add(context.Method);
            return "one lane";
        },
        lanes: 8);
}
