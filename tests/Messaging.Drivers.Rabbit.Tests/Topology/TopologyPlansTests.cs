using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Tests.Topology;

public sealed class TopologyPlansTests
{
    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("amqp_durable_queues=true", true, false, false)]
    [InlineData("amqp_auto_delete=true", false, true, false)]
    [InlineData("rabbit_quorum_queue=true", true, false, true)]
    [InlineData("amqp_durable_queues=1&amqp_auto_delete=1", true, true, false)]
    public void Work_queues_and_their_exchange_follow_the_options(string query, bool durable, bool autoDelete, bool quorum)
    {
        var plans = Plans(query);

        Assert.Equal(new ExchangePlan("openstack", "topic", durable, autoDelete), plans.TopicExchange("openstack"));
        var queue = plans.WorkQueue("calc", "calc");
        Assert.Equal((durable, autoDelete), (queue.Durable, queue.AutoDelete));
        Assert.Equal(quorum ? "quorum" : null, queue.Arguments?["x-queue-type"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("amqp_durable_queues=true&amqp_auto_delete=true")]
    [InlineData("rabbit_quorum_queue=true")]
    public void Fanout_and_reply_stay_transient_whatever_the_options(string query)
    {
        var plans = Plans(query);

        Assert.Equal(
            new ExchangePlan("calc_fanout", "fanout", Durable: false, AutoDelete: true), plans.FanoutExchange("calc_fanout"));
        var queue = plans.ReplyQueue("reply_x");
        Assert.False(queue.Durable);
        Assert.False(queue.AutoDelete);
        Assert.Equal(new KeyValuePair<string, object?>("x-expires", 1_800_000), Assert.Single(queue.Arguments!));
    }

    [Fact]
    public void The_time_to_live_of_transient_queues_is_in_milliseconds() =>
        Assert.Equal(5000, Plans("rabbit_transient_queues_ttl=5").ReplyQueue("q").Arguments!["x-expires"]);

    [Fact]
    public void A_delivery_limit_is_set_on_quorum_queues_only()
    {
        Assert.Equal(7, Plans("rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=7").WorkQueue("q", "q").Arguments!["x-delivery-limit"]);
        Assert.Null(Plans("rabbit_quorum_delivery_limit=7").WorkQueue("q", "q").Arguments);
    }

    private static TopologyPlans Plans(string query) =>
        new(new RabbitSettings(TransportUrl.Parse("rabbit://h/?" + query), new RabbitOptions()));
}
