using Messaging.Soak.Brokers;

namespace Messaging.Soak.Faults;

/// <summary>What goes wrong with a cluster. Each ends when the cluster is whole again.</summary>
internal static class ClusterFaults
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Every node is stopped and started again, one after the other, as for an upgrade.</summary>
    public static Fault RollingRestart { get; } = new("rolling restart", async (site, _, length) =>
    {
        foreach (var node in site.Cluster.Nodes)
        {
            await node.StopAsync();
            await ReturnAsync(site, node, length);
        }
    }) { Longest = Longest };

    /// <summary>The node that leads the queue of calls.</summary>
    public static Fault LeaderKilled { get; } = new("leader killed", async (site, load, length) =>
    {
        var node = await site.Cluster.HomeOfAsync(load.Topic);
        await node.KillAsync();
        await ReturnAsync(site, node, length);
    }) { Longest = Longest };

    /// <summary>The node of the queue of replies.</summary>
    public static Fault ReplyNodeKilled { get; } = new("node of the reply queue killed", async (site, _, length) =>
    {
        var node = await site.Cluster.HomeOfAsync((await site.ReplyQueuesAsync())[0]);
        await node.KillAsync();
        await ReturnAsync(site, node, length);
    }) { Longest = Longest };

    /// <summary>A node that does not lead the queue of calls: a minority.</summary>
    public static Fault FollowerStopped { get; } = new("minority stopped", async (site, load, length) =>
    {
        var leader = await site.Cluster.HomeOfAsync(load.Topic);
        var node = site.Cluster.Nodes.First(node => node != leader);
        await node.StopAsync();
        await ReturnAsync(site, node, length);
    }) { Longest = Longest };

    /// <summary>The node that leads the queue of calls loses the others, and keeps its clients: it has to send them away.</summary>
    public static Fault LeaderCutOff { get; } = new("leader cut off", async (site, load, length) =>
    {
        var node = await site.Cluster.HomeOfAsync(load.Topic);
        site.Cluster.Isolate(node);
        await site.Cluster.WaitUntilCutOffAsync(node);
        await Task.Delay(length);
        site.Cluster.Heal();
        await site.Cluster.WaitUntilWholeAsync();
    }) { Longest = Longest };

    /// <summary>The node that leads the queue of calls stands still, as on a machine that hangs, and is not yet missed by the others.</summary>
    public static Fault LeaderPaused { get; } = new("leader paused", async (site, load, length) =>
    {
        var node = await site.Cluster.HomeOfAsync(load.Topic);
        await node.PauseAsync();
        await Task.Delay(length);
        await node.ResumeAsync();
        await site.Cluster.WaitUntilWholeAsync();
    }) { Longest = TimeSpan.FromSeconds(20) };

    /// <summary>
    /// It stands still until the others take it for dead. No mode of partition handling brings it back for certain: it goes on as if nothing
    /// had been, and an operator has to restart it.
    /// </summary>
    public static Fault LeaderMissed { get; } = new("leader paused until it is missed", async (site, load, length) =>
    {
        var node = await site.Cluster.HomeOfAsync(load.Topic);
        await SetSilenceAsync(site, 8);
        await node.PauseAsync();
        await site.Cluster.WaitUntilMissedAsync(node);
        await node.ResumeAsync();
        await Task.Delay(length);
        await node.RestartInPlaceAsync();
        await site.Cluster.WaitUntilWholeAsync();
        await SetSilenceAsync(site, 60);
    }) { Longest = Longest };

    private static Task SetSilenceAsync(BrokerSite site, int seconds) => Task.WhenAll(
        site.Nodes.Select(node => node.RunCtlAsync("eval", $"net_kernel:set_net_ticktime({seconds}, 1).")));

    private static async Task ReturnAsync(BrokerSite site, RabbitNode node, TimeSpan length)
    {
        await Task.Delay(length);
        await node.StartAgainAsync();
        await site.Cluster.WaitUntilWholeAsync();
    }
}
