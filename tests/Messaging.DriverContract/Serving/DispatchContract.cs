namespace Messaging.DriverContract;

/// <summary>The dispatch policies keep their promises.</summary>
public abstract class DispatchContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task No_more_run_at_a_time_than_the_policy_allows()
    {
        var running = 0;
        var most = 0;
        var arrived = new Journal<int>();
        var open = new SyncPoint();
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(3) }, Handler.DoesLater("work", async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            arrived.Add(now);
            await open.ParkAsync();
            Interlocked.Decrement(ref running);
        }));
        var client = await ClientAsync();

        var calls = Enumerable.Range(0, 30).Select(_ => client.CallAsync(null, "work")).ToArray();
        await arrived.WaitForAsync(now => now == 3, "three at a time");
        open.Release();
        await Task.WhenAll(calls).WithinLimit();

        Assert.Equal(3, most);
    }

    [ContractFact]
    public async Task An_ordered_server_runs_in_the_order_of_arrival()
    {
        var ran = new Journal<int>();
        var running = 0;
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }, Handler.DoesLater(
            "note",
            async call =>
            {
                Assert.Equal(1, Interlocked.Increment(ref running));
                await Task.Yield();
                ran.Add(call.Argument<int>("n"));
                Interlocked.Decrement(ref running);
            },
            "n"));
        var client = await ClientAsync();

        for (var i = 0; i < 50; i++)
        {
            await client.CastAsync(null, "note", new { n = i });
        }

        await ran.WaitForAsync(n => n == 49, "the last cast");
        Assert.Equal(Enumerable.Range(0, 50), ran.Entries);
    }

    [ContractFact]
    public async Task Requests_of_one_key_keep_their_order_and_do_not_hold_up_other_keys()
    {
        var ran = new Journal<string>();
        var point = new SyncPoint();
        var policy = DispatchPolicy.OrderedBy(context => context["key"].GetString(), lanes: 16);
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = policy }, Handler.DoesLater(
            "note",
            async call =>
            {
                if (call.Argument<int>("n") == 0 && call.Context["key"].GetString() == "slow")
                {
                    await point.ParkAsync();
                }

                ran.Add($"{call.Context["key"]} {call.Argument<int>("n")}");
            },
            "n"));
        var client = await ClientAsync();
        var other = OtherLane("slow", 16);

        for (var i = 0; i < 5; i++)
        {
            await client.CastAsync(new RpcContext { ["key"] = "slow" }, "note", new { n = i });
            await client.CastAsync(new RpcContext { ["key"] = other }, "note", new { n = i });
        }

        await ran.WaitForAsync(entry => entry == $"{other} 4", "the last of the other key");
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{other} {i}"), ran.Entries);
        point.Release();
        await ran.WaitForAsync(entry => entry == "slow 4", "the last of the slow key");
        Assert.Equal(Enumerable.Range(0, 5)
            .Select(i => $"slow {i}"), ran.Entries.Where(entry => entry.StartsWith("slow", StringComparison.Ordinal)));
    }

    [ContractFact]
    public async Task Requests_without_a_key_are_a_key_of_their_own()
    {
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = DispatchPolicy.OrderedBy(context => context["key"].GetString()) },
            Handler.Echo);
        var client = await ClientAsync();

        Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }));
    }

    [ContractFact]
    public async Task A_key_that_cannot_be_had_refuses_the_message_and_the_next_one_runs()
    {
        var ran = new Journal<string>();
        var policy = DispatchPolicy.OrderedBy(context => context["key"].IsMissing ? throw new InvalidOperationException("no key") : "key");
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = policy }, Handler.Does("note", _ => ran.Add("note")));
        var client = await ClientAsync();

        await client.CastAsync(null, "note");
        await client.CastAsync(new RpcContext { ["key"] = 1 }, "note");

        await ran.WaitForAsync(_ => true, "the cast with a key");
        await Log.WaitForAsync("CallRefused");
        Assert.Single(ran.Entries);
        var told = await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "note").WithinLimit());
        Assert.Equal("no key", told.RemoteMessage);
    }

    [ContractFact]
    public async Task A_dedicated_thread_runs_every_method_and_what_follows_its_awaits()
    {
        var threads = new Journal<int>();
        await ServeAsync("server-1", new RpcServerOptions { Dispatch = DispatchPolicy.DedicatedThread() },
            Handler.DoesLater("work", async _ =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Run(() => Assert.NotEqual(threads.Entries[0], Environment.CurrentManagedThreadId));
            threads.Add(Environment.CurrentManagedThreadId);
        }));
        var client = await ClientAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.CallAsync(null, "work"))).WithinLimit();

        Assert.Equal(30, threads.Entries.Count);
        Assert.Single(threads.Entries.Distinct());
    }

    [ContractFact]
    public async Task A_blocked_method_does_not_block_the_others()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = new SyncPoint();
        await ServeAsync(
            "server-1",
            new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(4) },
            Handler.Returns("block", call =>
            {
                blocked.Release();
                _ = blocked.ParkAsync();
                return gate.Wait(WaitLimit.Default);
            }),
            Handler.Echo);
        var client = await ClientAsync();

        var call = client.CallAsync<bool>(null, "block");
        await blocked.WaitUntilParkedAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(i, await client.CallAsync<int>(null, "echo", new { value = i }).WithinLimit());
        }

        gate.Set();
        Assert.True(await call.WithinLimit());
    }

    internal static string OtherLane(string key, int lanes) =>
        Enumerable.Range(0, 1000).Select(i => $"other{i}").First(other => Lane(other, lanes) != Lane(key, lanes));

    private static uint Lane(string key, int lanes) => (uint)string.GetHashCode(key, StringComparison.Ordinal) % (uint)lanes;

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
