namespace Messaging.DriverContract;

/// <summary>A server that stops finishes what runs, hands back what waits, and loses nothing.</summary>
public abstract class DrainContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly RpcServerOptions OneAtATime = new() { Dispatch = DispatchPolicy.Ordered() };

    [ContractFact]
    public async Task A_running_call_finishes_and_replies_and_the_waiting_go_to_another_server()
    {
        var point = new SyncPoint();
        var first = await ServeAsync("a", OneAtATime, Handler.Parks("slow", point), Handler.Returns("who", _ => "a"));
        var client = await ClientAsync();
        var slow = client.CallAsync<string>(null, "slow");
        await point.WaitUntilParkedAsync();
        var waiting = Enumerable.Range(0, 10).Select(_ => client.CallAsync<string>(null, "who")).ToArray();

        var stopped = first.StopAsync();
        await ServeAsync("b", new RpcServerOptions(), Handler.Returns("who", _ => "b"));
        Assert.All(await Task.WhenAll(waiting).WithinLimit(), name => Assert.Equal("b", name));
        Assert.False(stopped.IsCompleted);
        Assert.False(slow.IsCompleted);
        point.Release();

        Assert.Equal("done", await slow.WithinLimit());
        await stopped.WithinLimit();
    }

    [ContractFact]
    public async Task Waiting_casts_go_to_another_server_in_their_order()
    {
        var point = new SyncPoint();
        var ran = new Journal<int>();
        var note = Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n");
        var first = await ServeAsync("a", OneAtATime, Handler.Parks("slow", point), note);
        var client = await ClientAsync();
        var slow = client.CallAsync<string>(null, "slow");
        await point.WaitUntilParkedAsync();
        for (var i = 0; i < 10; i++)
        {
            await client.CastAsync(null, "note", new { n = i });
        }

        var stopped = first.StopAsync();
        point.Release();
        await slow.WithinLimit();
        await stopped.WithinLimit();
        var before = ran.Entries.Count;
        await ServeAsync("b", OneAtATime, note);
        await ran.WaitForAsync(n => n == 9, "the last cast");

        Assert.Equal(Enumerable.Range(0, 10), ran.Entries);
        Assert.Equal(0, before);
    }

    [ContractFact]
    public async Task What_runs_longer_than_the_drain_time_is_cancelled_and_its_caller_is_told()
    {
        var started = new SyncPoint();
        started.Release();
        var options = new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(50) };
        var server = await ServeAsync("a", options, Handler.DoesLater("wait", async call =>
        {
            await started.ParkAsync();
            await call.CancellationToken.WhenFired();
            call.CancellationToken.ThrowIfCancellationRequested();
        }));
        var client = await ClientAsync();
        var call = client.CallAsync(null, "wait");
        await started.WaitUntilParkedAsync();

        await server.StopAsync().WithinLimit();

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => call.WithinLimit());
        Assert.True(error.IsTransient);
        Assert.Contains("'wait'", error.Message, StringComparison.Ordinal);
        Assert.Contains("stopped", error.Message, StringComparison.Ordinal);
        await Log.WaitForAsync("DrainTimedOut");
        await Log.WaitForAsync("MethodCancelled");
    }

    [ContractFact]
    public async Task A_stop_that_is_told_to_hurry_does_not_wait_for_the_drain_time()
    {
        var started = new SyncPoint();
        started.Release();
        var server = await ServeAsync(Handler.DoesLater("wait", async call =>
        {
            await started.ParkAsync();
            await call.CancellationToken.WhenFired();
        }));
        var client = await ClientAsync();
        var call = client.CallAsync(null, "wait");
        await started.WaitUntilParkedAsync();

        await server.StopAsync(new CancellationToken(canceled: true)).WithinLimit();

        Assert.True((await call.WithinLimit()).IsNull);
    }

    [ContractFact]
    public async Task A_method_that_does_not_heed_its_token_does_not_hold_up_the_stop()
    {
        var point = new SyncPoint();
        var blocked = new SyncPoint();
        var options = new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(50), Dispatch = DispatchPolicy.DedicatedThread() };
        var client = await ClientAsync();
        var server = await ServeAsync("a", new RpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(50) }, Handler.Parks("deaf", point));
        var threaded = await ServeAsync("b", options, Handler.Parks("deaf", blocked));
        var calls = new[] { client.With(server: "a").CallAsync<string>(null, "deaf"), client.With(server: "b").CallAsync<string>(null, "deaf") };
        await point.WaitUntilParkedAsync();
        await blocked.WaitUntilParkedAsync();

        await Task.WhenAll(server.StopAsync(), threaded.StopAsync()).WithinLimit();
        point.Release();
        blocked.Release();

        Assert.Equal(["done", "done"], await Task.WhenAll(calls).WithinLimit());
    }

    [ContractFact]
    public async Task Servers_come_and_go_under_load_and_no_call_is_lost()
    {
        var client = await ClientAsync();
        await ServeAsync("stays", new RpcServerOptions(), Handler.Echo);
        using var done = new CancellationTokenSource();

        var calls = Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var count = 0;
            while (!done.IsCancellationRequested)
            {
                Assert.Equal(count, await client.CallAsync<int>(null, "echo", new { value = count }));
                count++;
            }

            return count;
        }));
        for (var i = 0; i < 5; i++)
        {
            var server = await ServeAsync($"comes-{i}", new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(2) }, Handler.Echo);
            await client.With(server: $"comes-{i}").CallAsync<int>(null, "echo", new { value = i });
            await server.StopAsync().WithinLimit();
        }

        await done.CancelAsync();
        Assert.All(await calls.WithinLimit(), count => Assert.True(count > 0));
    }
}
