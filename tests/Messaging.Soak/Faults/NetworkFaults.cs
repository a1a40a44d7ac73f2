namespace Messaging.Soak.Faults;

/// <summary>What goes wrong between clients and brokers. Every proxy is struck.</summary>
internal static class NetworkFaults
{
    public static Fault ConnectionCut { get; } = new("connection cut", (site, _, _) =>
    {
        site.ForEachProxy(proxy => proxy.CutAll());
        return Task.CompletedTask;
    });

    /// <summary>The broker hears nothing; clients hear all.</summary>
    public static Fault StalledToBroker { get; } = Stalled("network stalled to the broker", ProxyDirection.ToTarget);

    /// <summary>Clients hear nothing; the broker hears all.</summary>
    public static Fault StalledToClients { get; } = Stalled("network stalled to the clients", ProxyDirection.ToClient);

    private static Fault Stalled(string name, ProxyDirection direction) => new(name, async (site, _, length) =>
    {
        site.ForEachProxy(proxy => proxy.Stall(direction));
        await Task.Delay(length);
        site.ForEachProxy(proxy => proxy.Resume(direction));
    }) { Longest = TimeSpan.FromSeconds(20) };
}
