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
