namespace Messaging.DriverContract;

/// <summary>A caller that gives up is free at once, and the server hears of it.</summary>
public abstract class CancellationContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task A_token_that_has_fired_sends_nothing()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CallAsync(null, "never", null, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CastAsync(null, "never", null, source.Token));
        await client.CastAsync(null, "marker");

        await server.WaitForAsync("marker");
        Assert.Single(server.Requests.Entries);
    }

    [ContractFact]
    public async Task A_cancelled_call_ends_at_once_with_the_token_of_its_caller()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();
        using var source = new CancellationTokenSource();

        var call = client.CallAsync(null, "never", null, source.Token);
        var request = await server.WaitForAsync("never");
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WithinLimit());
        Assert.Equal(source.Token, error.CancellationToken);
        var cancelled = await server.Cancels.WaitForAsync(_ => true, "the cancel");
        Assert.Equal(request.MessageId, cancelled.ToString());
    }

    [ContractFact]
    public async Task A_cancel_fires_the_token_of_the_method_that_runs()
    {
        var started = new SyncPoint();
        var cancelled = new TaskCompletionSource();
        started.Release();
        await ServeAsync(
            Handler.DoesLater("wait", async call =>
            {
                await started.ParkAsync();
                await call.CancellationToken.WhenFired();
                cancelled.SetResult();
                call.CancellationToken.ThrowIfCancellationRequested();
            }),
            Handler.Echo);
        var client = await ClientAsync();
        using var source = new CancellationTokenSource();

        var call = client.CallAsync(null, "wait", null, source.Token);
        await started.WaitUntilParkedAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WithinLimit());
        await cancelled.Task.WithinLimit();
        await Log.WaitForAsync("MethodCancelled");
        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
    }

    [ContractFact]
    public async Task A_cancel_finds_its_call_among_several_servers_and_leaves_the_others_alone()
    {
        var started = new Journal<string>();
        var fired = new Journal<string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await ServeAsync(name, new RpcServerOptions(), Handler.DoesLater("wait", async call =>
            {
                started.Add(name);
                await call.CancellationToken.WhenFired();
                fired.Add(name);
                call.CancellationToken.ThrowIfCancellationRequested();
            }));
        }

        var client = await ClientAsync();
        using var sourceOfA = new CancellationTokenSource();
        using var sourceOfB = new CancellationTokenSource();
        var callOfA = client.With(server: "a").CallAsync(null, "wait", null, sourceOfA.Token);
        var callOfB = client.With(server: "b").CallAsync(null, "wait", null, sourceOfB.Token);
        await started.WaitForAsync(name => name == "a", "the call of a");
        await started.WaitForAsync(name => name == "b", "the call of b");

        await sourceOfB.CancelAsync();
        await fired.WaitForAsync(name => name == "b", "the cancel of b");
        Assert.Single(fired.Entries);
        Assert.False(callOfA.IsCompleted);
        await sourceOfA.CancelAsync();
        await fired.WaitForAsync(name => name == "a", "the cancel of a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => callOfA.WithinLimit());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => callOfB.WithinLimit());
    }

    [ContractFact]
    public async Task A_call_that_was_cancelled_before_its_turn_came_is_not_run()
    {
        var arrived = new Journal<string?>();
        var ran = new Journal<string>();
        var started = new SyncPoint();
        started.Release();
        await ServeAsync(
            "server-1",
            new RpcServerOptions { Dispatch = DeadlineContract.Arrivals(arrived) },
            Handler.DoesLater("first", async call =>
            {
                await started.ParkAsync();
                await call.CancellationToken.WhenFired();
            }),
            Handler.Does("second", _ => ran.Add("second")),
            Handler.Does("marker", _ => ran.Add("marker")));
        var client = await ClientAsync();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();

        var running = client.CallAsync(null, "first", null, first.Token);
        await started.WaitUntilParkedAsync();
        var waiting = client.CallAsync(null, "second", null, second.Token);
        await arrived.WaitForAsync(method => method == "second", "the second call");
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WithinLimit());

        // The cancel of the running call comes behind the other, and lets the lane go on.
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WithinLimit());
        await client.CallAsync(null, "marker").WithinLimit();

        Assert.Equal(["marker"], ran.Entries);
    }

    [ContractFact]
    public async Task Two_thousand_calls_that_were_cancelled_in_the_hands_of_their_server_are_not_run()
    {
        const int Many = 2000;
        var arrived = new Journal<string?>();
        var cancelled = new Journal<string>();
        var ran = new Journal<string>();
        var started = new SyncPoint();
        started.Release();
        await ServeAsync(
            "server-1",
            new RpcServerOptions
            {
                Dispatch = DispatchPolicy.OrderedBy(
                    context =>
                    {
                        context.CancellationToken.Register(() => cancelled.Add(context.Method!));
                        arrived.Add(context.Method);
                        return "one lane";
                    },
                    lanes: 8),
                Prefetch = Many + 100,
            },
            Handler.DoesLater("first", async call =>
            {
                await started.ParkAsync();
                await call.CancellationToken.WhenFired();
            }),
            Handler.Does("work", _ => ran.Add("work")),
            Handler.Does("marker", _ => ran.Add("marker")));
        var client = await ClientAsync();
        using var first = new CancellationTokenSource();
        using var others = new CancellationTokenSource();
        var running = client.CallAsync(null, "first", null, first.Token);
        await started.WaitUntilParkedAsync();
        var waiting = Enumerable.Range(0, Many).Select(_ => client.CallAsync(null, "work", null, others.Token)).ToArray();
        await arrived.WaitForAsync(_ => arrived.Entries.Count == Many + 1, "all of them");

        await others.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(static _ => { }, TaskScheduler.Default).WithinLimit();

        // One that is sent later may be there sooner.
        await cancelled.WaitForAsync(_ => cancelled.Entries.Count == Many, "all cancellations");
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WithinLimit());
        await client.CallAsync(null, "marker").WithinLimit();

        Assert.All(waiting, call => Assert.True(call.IsCanceled));
        Assert.Equal(["marker"], ran.Entries);
    }

    [ContractFact]
    public async Task A_method_that_is_cancelled_by_nobody_fails_like_any_other()
    {
        Log.Expect("MethodFailed");
        await ServeAsync(Handler.Does("give_up", _ => throw new OperationCanceledException("by itself")));
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "give_up"));

        Assert.Equal("OperationCanceledException", error.TypeName);
    }
}
