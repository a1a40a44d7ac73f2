using Messaging.Soak.Faults;

namespace Messaging.Reliability.Tests;

/// <summary>
/// One broker, with durable queues: no call hangs or gets the answer of another, no confirmed cast is lost, nothing runs twice that must
/// not, and all works again by itself.
/// </summary>
public sealed class SingleNodeTests(SingleNode node) : FaultTest, IClassFixture<SingleNode>
{
    [Fact]
    public Task A_connection_is_cut() => SurvivesAsync(node.Site, NodeFaults.ConnectionCut);

    [Fact]
    public Task The_broker_is_killed_and_started_again() => SurvivesAsync(node.Site, NodeFaults.BrokerKilled);
}
