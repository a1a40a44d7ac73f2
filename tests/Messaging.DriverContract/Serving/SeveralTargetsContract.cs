using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>One server of several targets: an agent that listens to several topics.</summary>
public abstract class SeveralTargetsContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Each_topic_is_served_by_the_same_endpoints_as_any_server_by_name_and_as_one_of_all()
    {
        var seen = new Journal<string>();
        var server = await ServeAsync(
            [new Target { Topic = Topic + "-a", Server = "agent" }, new Target { Topic = Topic + "-b", Server = "agent" },
                new Target { Topic = Topic + "-c", Server = "agent", Exchange = "other" }],
            new RpcServerOptions(),
            [Handler.Echo, Handler.Does("note", call => seen.Add(call.Argument<RpcValue>("text").ToString()), "text")]);
        var transport = await ClientSideAsync();

        foreach (var target in server.Targets)
        {
            var client = new RpcClient(transport, target with { Server = null });
            Assert.Equal(1, await client.CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
            Assert.Equal(2, await client.With(server: "agent").CallAsync<int>(null, "echo", new { value = 2 }).WithinLimit());
            await client.CastAsync(null, "note", new { text = $"cast {target.Topic}" }).WithinLimit();
            await client.With(fanout: true).CastAsync(null, "note", new { text = $"fanout {target.Topic}" }).WithinLimit();
            await seen.WaitForAsync(text => text == $"cast {target.Topic}", "the cast");
            await seen.WaitForAsync(text => text == $"fanout {target.Topic}", "the fanout");
        }

        Assert.Equal(6, seen.Entries.Count);
        Assert.Equal(server.Targets[0], server.Target);
    }

    [ContractFact]
    public async Task They_share_its_concurrency()
    {
        var parked = new SyncPoint();
        await ServeAsync(
            [new Target { Topic = Topic + "-a", Server = "agent" }, new Target { Topic = Topic + "-b", Server = "agent" }],
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() },
            [Handler.Parks("park", parked), Handler.Echo]);
        var transport = await ClientSideAsync();

        var first = new RpcClient(transport, new Target { Topic = Topic + "-a" }).CallAsync<string>(null, "park");
        await parked.WaitUntilParkedAsync();
        var second = new RpcClient(transport, new Target { Topic = Topic + "-b" }).CallAsync<int>(null, "echo", new { value = 2 });
        Assert.False(second.IsCompleted);
        parked.Release();

        Assert.Equal("done", await first.WithinLimit());
        Assert.Equal(2, await second.WithinLimit());
    }

    [ContractFact]
    public async Task A_stop_ends_all_of_them_and_waits_for_what_runs()
    {
        var parked = new SyncPoint();
        var server = await ServeAsync(
            [new Target { Topic = Topic + "-a", Server = "agent" }, new Target { Topic = Topic + "-b", Server = "agent" }],
            new RpcServerOptions(),
            [Handler.Parks("park", parked)]);
        var transport = await ClientSideAsync();
        var call = new RpcClient(transport, new Target { Topic = Topic + "-b" }).CallAsync<string>(null, "park");
        await parked.WaitUntilParkedAsync();

        var stop = server.StopAsync();
        Assert.False(stop.IsCompleted);
        parked.Release();
        await stop.WithinLimit();

        Assert.Equal("done", await call.WithinLimit());
        foreach (var target in server.Targets)
        {
            var fanout = new RpcClient(transport, target with { Server = null, Fanout = true });
            Assert.Null(await Record.ExceptionAsync(() => fanout.CastAsync(null, "park").WithinLimit()));
        }
    }

    [ContractFact]
    public async Task A_server_without_a_target_or_with_the_same_twice_is_an_error()
    {
        var transport = await ServerSideAsync();
        var target = new Target { Topic = Topic, Server = "agent" };
        RpcEndpoint[] endpoints = [new RpcEndpoint([Handler.Echo])];

        Assert.Throws<ArgumentException>(() => RpcServer.Create(transport, [], endpoints));
        Assert.Contains(Topic, Assert.Throws<ArgumentException>(() => RpcServer.Create(transport, [target, target with { }], endpoints)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidTargetException>(() => RpcServer.Create(transport, [target, new Target { Topic = Topic }], endpoints));
    }

    private async Task<RpcServer> ServeAsync(IReadOnlyList<Target> targets, RpcServerOptions options, IReadOnlyList<RpcMethod> methods)
    {
        var server = Own(RpcServer.Create(await ServerSideAsync(), targets, [new RpcEndpoint(methods)], options));
        await server.StartAsync().WithinLimit();
        return server;
    }
}
