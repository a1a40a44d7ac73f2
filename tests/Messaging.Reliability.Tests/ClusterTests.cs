using Messaging.Soak.Faults;

namespace Messaging.Reliability.Tests;

/// <summary>
/// Three nodes that are one broker, with quorum queues, and the load of <see cref="SingleNodeTests"/>, that knows all three: what is
/// promised of one node holds, whichever of them goes.
/// </summary>
[Collection(SingleNodeTests.OneAtATime)]
public sealed class ClusterTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public Task All_nodes_are_restarted_one_after_the_other() => nodes.SurvivesAsync(ClusterFaults.RollingRestart, Moment);

    [Fact]
    public Task The_node_that_leads_is_killed() => nodes.SurvivesAsync(ClusterFaults.LeaderKilled, Moment);

    [Fact]
    public Task The_node_of_the_reply_queue_is_killed() => nodes.SurvivesAsync(ClusterFaults.ReplyNodeKilled, Moment);

    [Fact]
    public Task A_minority_is_stopped() => nodes.SurvivesAsync(ClusterFaults.FollowerStopped, Moment);

    [Fact]
    public Task The_node_that_leads_is_cut_off_from_the_others() => nodes.SurvivesAsync(ClusterFaults.LeaderCutOff, Moment);

    [Fact]
    public Task The_node_that_leads_stands_still_for_a_while() => nodes.SurvivesAsync(ClusterFaults.LeaderPaused, Moment * 3);

    [Fact]
    public Task The_nodes_hear_nothing_for_a_while() => nodes.SurvivesAsync(NetworkFaults.StalledToBroker, Moment * 2);

    [Fact]
    public Task The_clients_hear_nothing_for_a_while() => nodes.SurvivesAsync(NetworkFaults.StalledToClients, Moment * 2);

    [Fact]
    public Task The_nodes_close_all_channels() => nodes.SurvivesAsync(BrokerFaults.ChannelsClosed, TimeSpan.Zero);

    [Fact]
    public Task The_request_queues_are_deleted() => nodes.SurvivesAsync(QueueFaults.RequestQueuesDeleted, TimeSpan.Zero);
}
