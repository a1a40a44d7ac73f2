using Messaging.Drivers.Rabbit.Connections;

namespace Messaging.Drivers.Rabbit.Tests.Connections;

public sealed class HostOrderTests
{
    private static readonly BrokerHost[] Hosts = [.. Enumerable.Range(0, 5).Select(i => new BrokerHost($"h{i}", 1, "u", "p"))];

    [Fact]
    public void A_round_tries_each_host_once_and_the_next_goes_on_in_the_same_order()
    {
        var order = new HostOrder(Hosts, new Random(1));
        var first = Enumerable.Range(0, order.Count).Select(_ => order.Next()).ToArray();
        var second = Enumerable.Range(0, order.Count).Select(_ => order.Next()).ToArray();

        Assert.Equal(Hosts.ToHashSet(), first.ToHashSet());
        Assert.Equal(first, second);
    }

    [Fact]
    public void Clients_begin_with_different_hosts() =>
        Assert.True(Enumerable.Range(0, 50).Select(seed => new HostOrder(Hosts, new Random(seed)).Next().Name).Distinct().Count() > 2);
}
