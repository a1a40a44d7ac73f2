using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Cluster;

/// <summary>Where the majority is, there is service.</summary>
[Collection(BrokerCluster.Collection)]
[NeedsNode]
public sealed class MajorityTests(BrokerCluster broker) : ClusterTest(broker)
{
    [Fact]
    public async Task Without_a_majority_calls_fail_in_time_and_say_why_and_with_it_all_works_again()
    {
        await ServeAsync(await OpenAsync(Url), new Calculator());
        var client = Client(await OpenAsync(Url), 180).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await Task.WhenAll(Cluster.Nodes[0].KillAsync(), Cluster.Nodes[1].KillAsync());
        await Cluster.WaitUntilCutOffAsync(Cluster.Nodes[2]);

        var error = await Assert.ThrowsAsync<CallTimeoutException>(
            () => client.With(timeout: TimeSpan.FromSeconds(2)).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        // A node that keeps its clients does not say why: it takes no new queue of replies, or takes the request and keeps it.
        Assert.Contains(RabbitCluster.PausesMinority ? "connection" : " The request was ", error.Message, StringComparison.Ordinal);
        var patient = client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token);

        await Task.WhenAll(Cluster.Nodes[0].StartAgainAsync(), Cluster.Nodes[1].StartAgainAsync());
        Assert.Equal(7, await patient);
    }

    [Fact]
    public async Task Clients_of_a_node_that_is_cut_off_go_to_the_others()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(Url), calculator);
        var factory = new CapturingFactory();
        var client = Client(await OpenAsync(Url, factory: factory), 180).With(idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        var alone = await Cluster.HomeOfAsync(factory.Driver.ReplyQueue);

        Cluster.Isolate(alone);
        await Cluster.WaitUntilCutOffAsync(alone);

        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.CastAsync(null, "note", new { text = "meanwhile" }, Token);
        await calculator.WaitForAsync("meanwhile");
        if (!RabbitCluster.PausesMinority)
        {
            Assert.Contains(Log.Entries, entry => entry.ToString().Contains("cut off from its cluster", StringComparison.Ordinal));
        }

        Cluster.Heal();
        await Cluster.WaitUntilWholeAsync();
        Assert.Equal(7, await client.CallAsync<int>(null, "add", new { a = 3, b = 4 }, Token));
    }
}
