using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Cluster;

/// <summary>A test that takes nodes away from a cluster: with quorum queues, clients and servers that know every host, and all nodes back at its end.</summary>
public abstract class ClusterTest(BrokerCluster broker) : BrokerTest(broker.Cluster.Nodes[0])
{
    protected RabbitCluster Cluster { get; } = broker.Cluster;

    protected string Url => $"{Cluster.Url}?rabbit_quorum_queue=true";

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Cluster.Heal();
        await Task.WhenAll(Cluster.Nodes.Where(node => !node.IsRunning).Select(node => node.StartAgainAsync()));
        await Cluster.WaitUntilWholeAsync();
    }

    protected static async Task WaitForParkedAsync(Calculator calculator, int count)
    {
        foreach (var i in Enumerable.Range(0, count))
        {
            await calculator.WaitForAsync($"parked {i}");
        }
    }

    protected Task<LogEntry> RestoredAsync(string what) => Log.WaitForAsync(
        e => e.EventId.Id == 5103 && e.ToString().Contains(what, StringComparison.Ordinal), WaitLimit.Start);
}
