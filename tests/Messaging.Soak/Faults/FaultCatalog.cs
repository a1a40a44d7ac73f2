namespace Messaging.Soak.Faults;

/// <summary>All faults of a site of one node.</summary>
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
}
