namespace Messaging.DriverContract;

/// <summary>A server with a bound answers at once what it has no room for, and loses nothing.</summary>
public abstract class OverloadContract(IDriverFixture fixture) : ContractTests(fixture)
{
    /// <summary>Every way to dispatch, with one method at a time.</summary>
    public static TheoryData<string> Policies { get; } = ["concurrent", "ordered", "keyed", "thread"];

    [ContractTheory]
    [MemberData(nameof(Policies))]
    public async Task A_call_beyond_the_bound_is_refused_at_once_and_the_others_are_served(string policy)
    {
        var point = new SyncPoint();
        var ran = 0;
        await ServeAsync("server-1", Options(policy, waiting: 2), Handler.Runs("work", async _ =>
        {
            Interlocked.Increment(ref ran);
            await point.ParkAsync();
            return "done";
        }));
        var client = await ClientAsync();
        var first = client.CallAsync<string>(null, "work");
        await point.WaitUntilParkedAsync();

        // Two of the five may wait, whichever they are.
        var others = Enumerable.Range(0, 5).Select(_ => client.CallAsync<string>(null, "work")).ToList();
        for (var refused = 0; refused < 3; refused++)
        {
            var ended = await Task.WhenAny(others).WithinLimit();
            others.Remove(ended);
            var error = await Assert.ThrowsAsync<ServerOverloadedException>(() => ended);
            Assert.Equal(("work", 1, 2, true), (error.Method, error.Running, error.Waiting, error.IsTransient));
            Assert.Contains(Topic, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, ran);
        point.Release();
        foreach (var served in others.Append(first))
        {
            Assert.Equal("done", await served.WithinLimit());
        }

        await Log.WaitForAsync("Overloaded");
        Assert.Equal("done", await client.CallAsync<string>(null, "work").WithinLimit());
        Assert.Equal(4, ran);
    }

    [ContractFact]
    public async Task Without_room_to_wait_a_call_that_cannot_begin_is_refused_whatever_it_calls()
    {
        var (one, two) = (new SyncPoint(), new SyncPoint());
        await ServeAsync(
            "server-1", new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(2), MaxWaitingCalls = 0 },
            Handler.Parks("one", one), Handler.Parks("two", two), Handler.Echo);
        var client = await ClientAsync();
        var running = new[] { client.CallAsync<string>(null, "one"), client.CallAsync<string>(null, "two") };
        await one.WaitUntilParkedAsync();
        await two.WaitUntilParkedAsync();

        var refused = Enumerable.Range(0, 40).Select(_ => Assert.ThrowsAsync<ServerOverloadedException>(
            () => client.CallAsync(null, "echo", new { value = 1 }).WithinLimit()));
        foreach (var error in await Task.WhenAll(refused))
        {
            Assert.Equal((2, 0), (error.Running, error.Waiting));
        }

        one.Release();
        two.Release();
        await Task.WhenAll(running).WithinLimit();
    }

    [ContractFact]
    public async Task Casts_are_never_refused()
    {
        var point = new SyncPoint();
        var ran = new Journal<int>();
        await ServeAsync(
            "server-1", new RpcServerOptions { Dispatch = DispatchPolicy.Ordered(), MaxWaitingCalls = 0 },
            Handler.Parks("work", point), Handler.Does("note", call => ran.Add(call.Argument<int>("n")), "n"));
        var client = await ClientAsync();
        var running = client.CallAsync<string>(null, "work");
        await point.WaitUntilParkedAsync();

        // More than the server is handed at a time.
        for (var i = 0; i < 50; i++)
        {
            await client.CastAsync(null, "note", new { n = i });
        }

        point.Release();
        await running.WithinLimit();
        await ran.WaitForAsync(n => n == 49, "the last cast");
        Assert.Equal(Enumerable.Range(0, 50), ran.Entries);
    }

    [ContractFact]
    public async Task A_call_of_an_idle_key_is_served_while_those_of_a_busy_one_are_refused()
    {
        var point = new SyncPoint();
        var policy = DispatchPolicy.OrderedBy(context => context["key"].GetString(), lanes: 16);
        await ServeAsync(
            "server-1", new RpcServerOptions { Dispatch = policy, MaxWaitingCalls = 0 }, Handler.Parks("work", point), Handler.Echo);
        var client = await ClientAsync();
        var busy = new RpcContext { ["key"] = "busy" };
        var running = client.CallAsync<string>(busy, "work");
        await point.WaitUntilParkedAsync();

        await Assert.ThrowsAsync<ServerOverloadedException>(() => client.CallAsync(busy, "echo", new { value = 1 }).WithinLimit());
        var idle = new RpcContext { ["key"] = DispatchContract.OtherLane("busy", 16) };
        Assert.Equal(1, await client.CallAsync<int>(idle, "echo", new { value = 1 }).WithinLimit());

        point.Release();
        await running.WithinLimit();
    }

    private static RpcServerOptions Options(string policy, int waiting) => new()
    {
        MaxWaitingCalls = waiting,
        Dispatch = policy switch
        {
            "concurrent" => DispatchPolicy.Concurrent(1),
            "ordered" => DispatchPolicy.Ordered(),
            "keyed" => DispatchPolicy.OrderedBy(_ => "key"),
            _ => DispatchPolicy.DedicatedThread(),
        },
    };
}
