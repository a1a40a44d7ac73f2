using Messaging.Soak.Brokers;

namespace Messaging.Soak.Faults;

/// <summary>All faults, by the kind of site.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<Fault> SingleNode { get; } =
    [
        NetworkFaults.ConnectionCut,
        NetworkFaults.StalledToBroker,
        NetworkFaults.StalledToClients,
        BrokerFaults.Killed,
        BrokerFaults.Restarted,
        BrokerFaults.Paused,
        BrokerFaults.MemoryAlarm,
        BrokerFaults.ChannelsClosed,
        QueueFaults.ReplyQueueDeleted,
        QueueFaults.RequestQueuesDeleted,
        ServerFaults.Killed,
    ];

    /// <summary>Those of one node with a driver. AMQP 1.0 has no channels, and its queues of replies nobody can delete.</summary>
    public static IReadOnlyList<Fault> Of(string scheme) => scheme == BrokerSite.Rabbit
        ? SingleNode
        : [.. SingleNode.Where(fault => fault != BrokerFaults.ChannelsClosed && fault != QueueFaults.ReplyQueueDeleted)];

    public static IReadOnlyList<Fault> Cluster { get; } =
    [
        ClusterFaults.RollingRestart,
        ClusterFaults.LeaderKilled,
        ClusterFaults.ReplyNodeKilled,
        ClusterFaults.FollowerStopped,
        ClusterFaults.LeaderCutOff,
        ClusterFaults.LeaderPaused,
        ClusterFaults.LeaderMissed,
        NetworkFaults.ConnectionCut,
        NetworkFaults.StalledToBroker,
        NetworkFaults.StalledToClients,
        BrokerFaults.MemoryAlarm,
        BrokerFaults.ChannelsClosed,
        QueueFaults.ReplyQueueDeleted,
        QueueFaults.RequestQueuesDeleted,
        ServerFaults.Killed,
    ];
}
