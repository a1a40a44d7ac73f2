namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Names that a restarted process takes again.</summary>
public sealed class StableNameTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private string Query => $"?use_queue_manager=true&hostname=node1&processname={Topic}";

    [Fact]
    public async Task Queues_are_named_by_host_process_and_number_and_a_restart_takes_the_same_names()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        for (var start = 0; start < 2; start++)
        {
            await using var one = await Transport.OpenAsync(host + Query, Options(), Token);
            await using var two = await Transport.OpenAsync(host + Query, Options(), Token);
            await using var first = await ServeOnAsync(one, "s1");
            await using var second = await ServeOnAsync(two, "s2");
            Assert.Equal(3, await Client(one).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
            Assert.Equal(3, await Client(two).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

            Assert.Equal(
                [
                    $"reply_node1:{Topic}:1", $"reply_node1:{Topic}:2",
                    $"{Topic}_fanout_node1:{Topic}:1", $"{Topic}_fanout_node1:{Topic}:2",
                ],
                await ListStableAsync());
        }
    }

    [Fact]
    public async Task The_queue_of_fanouts_stays_when_its_server_stops_and_keeps_what_comes_until_it_starts_again()
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + Query);
        await using (await ServeOnAsync(transport, "s1"))
        {
        }

        Assert.Equal([$"{Topic}_fanout_node1:{Topic}:1"], await ListStableAsync());
        await Client(transport).With(fanout: true).CastAsync(null, "note", new { text = "meanwhile" }, Token);

        var calculator = new Calculator();
        await ServeAsync(transport, calculator);
        await calculator.WaitForAsync("meanwhile");
    }

    private async Task<RpcServer> ServeOnAsync(Transport transport, string server)
    {
        var started = new RpcServer(
            transport, new Target { Topic = Topic, Server = server }, new RpcServerOptions(), new Calculator());
        await started.StartAsync(Token);
        return started;
    }

    private async Task<IReadOnlyList<string>> ListStableAsync() =>
    [
        .. (await BrokerView.ListAsync(Node, Topic, "queues", "name"))
            .Where(q => q.Contains("node1", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
