namespace Messaging.DriverContract;

/// <summary>Messages go to one server of the topic, to the one that is named, or to all.</summary>
public abstract class RoutingContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task Two_servers_take_turns()
    {
        await ServeNamedAsync("a", "b");
        var client = await ClientAsync();

        var names = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            names.Add(await client.CallAsync<string>(null, "who"));
        }

        Assert.Equal(10, names.Count(name => name == "a"));
        Assert.Equal(10, names.Count(name => name == "b"));
    }

    [ContractFact]
    public async Task A_call_to_a_server_reaches_that_server()
    {
        await ServeNamedAsync("a", "b", "host.with.dots");
        var client = await ClientAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("a", await client.With(server: "a").CallAsync<string>(null, "who"));
            Assert.Equal("b", await client.With(server: "b").CallAsync<string>(null, "who"));
            Assert.Equal("host.with.dots", await client.With(server: "host.with.dots").CallAsync<string>(null, "who"));
        }
    }

    [ContractFact]
    public async Task A_cast_to_a_server_reaches_that_server()
    {
        var seen = await ServeNamedAsync("a", "b");
        var client = await ClientAsync();

        await client.With(server: "b").CastAsync(null, "note", new { tag = 1 });
        await client.With(server: "a").CastAsync(null, "note", new { tag = 2 });

        await seen.WaitForAsync(line => line == "b 1", "the cast to b");
        await seen.WaitForAsync(line => line == "a 2", "the cast to a");
        Assert.Equal(2, seen.Entries.Count);
    }

    [ContractFact]
    public async Task A_fanout_reaches_every_server_once()
    {
        var seen = await ServeNamedAsync("a", "b", "c");
        var client = await ClientAsync();

        await client.With(fanout: true).CastAsync(null, "note", new { tag = 1 });
        foreach (var name in new[] { "a", "b", "c" })
        {
            await seen.WaitForAsync(line => line == $"{name} 1", $"the fanout at {name}");
        }

        // A call to each of them behind the fanout: a second copy would have come before it.
        foreach (var name in new[] { "a", "b", "c" })
        {
            await client.With(server: name).CallAsync<string>(null, "who");
        }

        Assert.Equal(3, seen.Entries.Count);
    }

    [ContractFact]
    public async Task A_fanout_that_is_not_awaited_reaches_every_server()
    {
        var seen = await ServeNamedAsync("a", "b");
        var client = await ClientAsync();

        client.With(fanout: true).Cast(null, "note", new { tag = 1 });

        await seen.WaitForAsync(line => line == "a 1", "the fanout at a");
        await seen.WaitForAsync(line => line == "b 1", "the fanout at b");
    }

    [ContractFact]
    public async Task A_server_that_stopped_gets_no_more_messages_of_the_topic()
    {
        var seen = new Journal<string>();
        var first = await ServeAsync("a", new RpcServerOptions(), new Named("a", seen));
        await ServeAsync("b", new RpcServerOptions(), new Named("b", seen));
        await first.StopAsync().WithinLimit();
        var client = await ClientAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("b", await client.CallAsync<string>(null, "who"));
        }

        await client.With(fanout: true).CastAsync(null, "note", new { tag = 1 });
        await seen.WaitForAsync(line => line == "b 1", "the fanout at b");
        Assert.Single(seen.Entries);
    }

    [ContractFact]
    public async Task Topics_of_different_exchanges_are_different_topics()
    {
        var seen = new Journal<string>();
        var transport = await ServerSideAsync();
        foreach (var exchange in new[] { "contract-x", "contract-y" })
        {
            var target = new Target { Exchange = exchange, Topic = Topic, Server = "s" };
            await Own(new RpcServer(transport, target, new Named(exchange, seen))).StartAsync().WithinLimit();
        }

        var client = await ClientAsync();

        Assert.Equal("contract-x", await client.With(exchange: "contract-x").CallAsync<string>(null, "who"));
        Assert.Equal("contract-y", await client.With(exchange: "contract-y").CallAsync<string>(null, "who"));
    }

    [ContractFact]
    public async Task A_call_cannot_go_to_every_server()
    {
        var client = await ClientAsync();

        var error = await Assert.ThrowsAsync<InvalidTargetException>(() => client.With(fanout: true).CallAsync(null, "who"));

        Assert.Equal("Fanout", error.Part);
        Assert.Contains(Topic, error.Message, StringComparison.Ordinal);
    }

    private async Task<Journal<string>> ServeNamedAsync(params string[] names)
    {
        var seen = new Journal<string>();
        foreach (var name in names)
        {
            await ServeAsync(name, new RpcServerOptions(), new Named(name, seen));
        }

        return seen;
    }

    /// <summary>Says who it is.</summary>
    public sealed class Named(string name, Journal<string> seen)
    {
        public string Who() => name;

        public void Note(int tag) => seen.Add($"{name} {tag}");
    }
}
