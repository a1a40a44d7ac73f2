namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What the broker says of our consumers.</summary>
public sealed class ConsumerOptionTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    [Fact]
    public async Task A_consumer_that_the_broker_refuses_is_an_error_and_no_wait()
    {
        var host = await Node.AddVirtualHostAsync(Topic);
        await Node.AddUserAsync(Topic, "secret", Topic);
        await Node.RunCtlAsync("set_permissions", "-p", Topic, Topic, ".*", ".*", "openstack|_fanout$|messaging_cancel");
        Log.Expect(5102);
        var transport = await OpenAsync(host.Replace("guest:guest", $"{Topic}:secret", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(transport, new Calculator()));
        Assert.Contains($"queue '{Topic}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("permissions", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?rabbit_qos_prefetch_count=5", 5, "")]
    [InlineData("?rabbit_qos_prefetch_count=5&rabbit_quorum_queue=true&rabbit_transient_quorum_queue=true", 5, "")]
    [InlineData("?enable_cancel_on_failover=true", 64, "x-cancel-on-ha-failover=true")]
    public async Task The_options_of_consumers_reach_the_broker(string query, int prefetch, string arguments)
    {
        var transport = await OpenAsync(await Node.AddVirtualHostAsync(Topic) + query);
        await ServeAsync(transport, new Calculator());
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        var consumers = await BrokerView.ListAsync(Node, Topic, "consumers", "queue_name", "prefetch_count", "arguments");
        Assert.Equal(
            [
                $"reply_# prefetch_count=0 arguments={arguments}",
                $"{Topic} prefetch_count={prefetch} arguments={arguments}",
                $"{Topic}.messaging_cancel_# prefetch_count=0 arguments=",
                $"{Topic}.s1 prefetch_count={prefetch} arguments={arguments}",
                $"{Topic}_fanout_# prefetch_count={prefetch} arguments={arguments}",
            ],
            consumers.Order(StringComparer.Ordinal));
    }
}
