namespace Messaging.Soak.Faults;

/// <summary>The faults of a single node and of the network before it.</summary>
internal static class NodeFaults
{
    public static Fault ConnectionCut { get; } = new("connection cut", (site, _, _) =>
    {
        site.ForEachProxy(proxy => proxy.CutAll());
        return Task.CompletedTask;
    });

    public static Fault BrokerKilled { get; } = new("broker killed and restarted", async (site, _, _) =>
    {
        await site.Node.KillAsync();
        await site.Node.StartAgainAsync();
    });
}
