namespace Messaging.DocsExamples.Examples;

public sealed class Memory
{
    // <memory-test>
    [Fact]
    public async Task A_shop_finds_its_items()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");     // a broker for this test alone
        await using var server = new RpcServer(transport, new Target { Topic = "inventory", Server = "test" }, new Inventory());
        await server.StartAsync();

        var client = new RpcClient(transport, new Target { Topic = "inventory" });

        Assert.Equal("bolt", (await client.CallAsync<Item>("find", new { name = "bolt" })).Name);
    }
    // </memory-test>

    [Fact]
    public async Task Two_transports_of_one_name()
    {
        // <memory-shared>
        await using var one = await Transport.OpenAsync("memory://shared");
        await using var other = await Transport.OpenAsync("memory://shared");       // the same broker, another connection
        await using var apart = await Transport.OpenAsync("memory://apart");        // another broker
        // </memory-shared>

        await using var server = new RpcServer(one, new Target { Topic = "inventory", Server = "s" }, new Inventory());
        await server.StartAsync();
        Assert.Equal(2, await new RpcClient(other, server.Target with { Server = null }).CallAsync<int>("count"));
        await Assert.ThrowsAsync<NoServerException>(() => new RpcClient(apart, new Target { Topic = "inventory" }).CallAsync<int>("count"));
    }
}
