using System.Text;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Tests.Connecting;

public sealed class ClusterContactTests
{
    [Theory]
    [InlineData(2, "4.3.6", true)]
    [InlineData(3, "4.0.5", true)]
    [InlineData(2, "4.1.0-rc.1", true)]
    [InlineData(2, "5.0.0+7.gabcdef", true)]
    [InlineData(2, "3.13.7", false)]
    [InlineData(2, "", false)]
    [InlineData(2, "four", false)]
    [InlineData(1, "4.3.6", false)]
    public void A_node_is_asked_when_there_is_another_and_the_broker_does_not_pause_by_itself(int hosts, string version, bool isAsked) =>
        Assert.Equal(isAsked, ClusterContact.IsWorthwhile(Hosts(hosts), Properties(Encoding.ASCII.GetBytes(version))));

    [Fact]
    public void What_a_broker_says_of_itself_may_be_anything()
    {
        Assert.False(ClusterContact.IsWorthwhile(Hosts(2), null));
        Assert.False(ClusterContact.IsWorthwhile(Hosts(2), new Dictionary<string, object?>()));
        Assert.False(ClusterContact.IsWorthwhile(Hosts(2), Properties(null)));
        Assert.False(ClusterContact.IsWorthwhile(Hosts(2), Properties(4)));
    }

    private static BrokerHost[] Hosts(int count) => [.. Enumerable.Range(0, count).Select(i => new BrokerHost($"h{i}", 5672, "guest", "guest"))];

    private static Dictionary<string, object?> Properties(object? version) => new() { ["version"] = version };
}
