using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Tests.Topology;

public sealed class RabbitNamesTests
{
    [Theory]
    [InlineData(
        "calc", "node-1", "calc", "calc.node-1", "calc_fanout", "calc_fanout_u", "calc.messaging_cancel", "calc.messaging_cancel_u")]
    [InlineData("compute", "host1.example.org", "compute", "compute.host1.example.org", "compute_fanout", "compute_fanout_u",
        "compute.messaging_cancel", "compute.messaging_cancel_u")]
    [InlineData("a.b", "c", "a.b", "a.b.c", "a.b_fanout", "a.b_fanout_u", "a.b.messaging_cancel", "a.b.messaging_cancel_u")]
    [InlineData("größe", "ü", "größe", "größe.ü", "größe_fanout", "größe_fanout_u", "größe.messaging_cancel", "größe.messaging_cancel_u")]
    public void Names_are_those_of_oslo_messaging(
        string topic, string server, string topicQueue, string serverQueue, string fanoutExchange, string fanoutQueue, string cancelKey,
        string cancelQueue)
    {
        Assert.Equal(topicQueue, RabbitNames.TopicQueue(topic));
        Assert.Equal(serverQueue, RabbitNames.ServerQueue(topic, server));
        Assert.Equal(fanoutExchange, RabbitNames.FanoutExchange(topic));
        Assert.Equal(fanoutQueue, RabbitNames.FanoutStem(topic) + "u");
        Assert.Equal(cancelKey, RabbitNames.CancelKey(topic));
        Assert.Equal(cancelQueue, RabbitNames.CancelQueue(topic, "u"));
    }

    [Fact]
    public void The_exchange_is_the_targets_or_the_control_exchange()
    {
        Assert.Equal("mine", RabbitNames.Exchange(new Target { Exchange = "mine", Topic = "t" }, "openstack"));
        Assert.Equal("openstack", RabbitNames.Exchange(new Target { Topic = "t" }, "openstack"));
    }

    [Fact]
    public void A_reply_queue_is_the_word_reply_and_32_hexadecimal_digits() =>
        Assert.Matches("^reply_[0-9a-f]{32}$", RabbitNames.ReplyStem + RabbitNames.NewUnique());

    [Fact]
    public void The_longest_names_fit_into_a_short_string_of_AMQP()
    {
        var longest = new string('t', 200);
        Assert.True(RabbitNames.CancelQueue(longest, RabbitNames.NewUnique()).Length <= 255);
        Assert.True((RabbitNames.FanoutStem(longest) + RabbitNames.NewUnique()).Length <= 255);
    }
}
