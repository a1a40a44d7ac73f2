using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Fanouts through one stream that all servers of a topic read.</summary>
public sealed class StreamTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string Query = "?rabbit_stream_fanout=true&rabbit_transient_quorum_queue=true&rabbit_qos_prefetch_count=8";

    [Theory]
    [InlineData("", "x-max-age=1800s,x-queue-type=stream")]
    [InlineData("&rabbit_transient_queues_ttl=0", "x-queue-type=stream")]
    public async Task A_topic_has_one_stream_for_all_its_servers_and_keeps_it(string more, string arguments)
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + Query + more);
        var (first, second) = (new Calculator(), new Calculator());
        var one = await ServeAsync(transport, first, "s1");
        var two = await ServeAsync(transport, second, "s2");
        await Client(transport).With(fanout: true).CastAsync(null, "note", new { text = "all" }, Token);
        await first.WaitForAsync("all");
        await second.WaitForAsync("all");

        var queues = await BrokerView.ListAsync(Node, Topic, "queues", "name", "durable", "auto_delete", "arguments");
        Assert.Equal(
            $"{Topic}_fanout durable=True auto_delete=False arguments={arguments}",
            Assert.Single(queues, q => q.Contains("_fanout", StringComparison.Ordinal)));
        Assert.Contains(
            $"{Topic}_fanout fanout durable=True auto_delete=True",
            await BrokerView.ListAsync(Node, Topic, "exchanges", "name", "type", "durable", "auto_delete"));

        await one.DisposeAsync();
        await two.DisposeAsync();
        Assert.Contains($"{Topic}_fanout", await BrokerView.ListAsync(Node, Topic, "queues", "name"));
    }

    [Fact]
    public async Task After_a_lost_connection_a_server_reads_on_where_it_was()
    {
        await using var proxy = TcpProxy.Start(Node.Port);
        var host = await Node.AddVirtualHostAsync(Topic);
        var calculator = new Calculator();
        var through = host.Replace($":{Node.Port}", $":{proxy.Port}", StringComparison.Ordinal);
        await ServeAsync(await OpenAsync(through + Query), calculator);
        var client = Client(await OpenAsync(host + Query)).With(fanout: true);
        await client.CastAsync(null, "note", new { text = "first" }, Token);
        await calculator.WaitForAsync("first");
        await client.CastAsync(null, "note", new { text = "second" }, Token);
        await calculator.WaitForAsync("second");

        proxy.Refuse();
        proxy.CutAll();
        await Log.WaitForAsync(e => e.EventId.Id == 5002);
        await client.CastAsync(null, "note", new { text = "meanwhile" }, Token);
        proxy.Accept();
        await calculator.WaitForAsync("meanwhile");
        await client.CastAsync(null, "note", new { text = "after" }, Token);
        await calculator.WaitForAsync("after");

        Assert.Equal(["first", "second", "meanwhile", "after"], calculator.Seen.Entries);
    }
}
