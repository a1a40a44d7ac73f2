using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Tests.Connecting;

public sealed class HostOrderTests
{
    private static readonly BrokerHost[] Hosts = [.. Enumerable.Range(0, 5).Select(i => new BrokerHost($"h{i}", 1, "u", "p"))];

    [Theory]
    [InlineData(RabbitFailover.RoundRobin)]
    [InlineData(RabbitFailover.Shuffle)]
    [InlineData(RabbitFailover.InOrder)]
    public void A_round_tries_each_host_once_and_the_one_that_failed_last_at_the_end(RabbitFailover strategy)
    {
        var order = new HostOrder(Hosts, strategy, new Random(1));
        foreach (var failed in Hosts)
        {
            order.Failed(failed);
            var round = order.Round();
            Assert.Equal(Hosts.ToHashSet(), round.ToHashSet());
            Assert.Equal(Hosts.Length, round.Count);
            Assert.Same(failed, round[^1]);
        }
    }

    [Fact]
    public void In_turn_a_round_goes_on_behind_the_host_that_failed_last()
    {
        var order = new HostOrder(Hosts, RabbitFailover.RoundRobin, new Random(1));
        var first = order.Round();

        order.Failed(first[1]);
        Assert.Equal([first[2], first[3], first[4], first[0], first[1]], order.Round());
    }

    [Fact]
    public void In_turn_rounds_in_which_all_fail_are_alike()
    {
        var order = new HostOrder(Hosts, RabbitFailover.RoundRobin, new Random(1));
        var first = order.Round();
        foreach (var host in first)
        {
            order.Failed(host);
        }

        Assert.Equal(first, order.Round());
    }

    [Fact]
    public void In_order_the_first_host_of_the_url_is_the_one_to_use()
    {
        var order = new HostOrder(Hosts, RabbitFailover.InOrder, new Random(1));
        Assert.Equal(Hosts, order.Round());

        order.Failed(Hosts[0]);
        Assert.Equal([.. Hosts[1..], Hosts[0]], order.Round());
        order.Failed(Hosts[1]);
        Assert.Equal([Hosts[0], .. Hosts[2..], Hosts[1]], order.Round());
    }

    [Fact]
    public void Shuffled_rounds_differ()
    {
        var order = new HostOrder(Hosts, RabbitFailover.Shuffle, new Random(1));
        Assert.True(Enumerable.Range(0, 50).Select(_ => order.Round()[0]).Distinct().Count() > 2);
    }

    [Fact]
    public void Clients_begin_with_different_hosts() => Assert.True(Enumerable.Range(0, 50)
        .Select(seed => new HostOrder(Hosts, RabbitFailover.RoundRobin, new Random(seed)).Round()[0].Name).Distinct().Count() > 2);
}
