using System.Globalization;
using System.Text.RegularExpressions;

namespace Messaging.Soak.Brokers;

/// <summary>
/// The brokers that a load runs on, one node or a cluster, each behind a proxy of its own. Everybody connects through the proxies;
/// faults are made at both.
/// </summary>
internal sealed partial class BrokerSite : IAsyncDisposable
{
    public const string Rabbit = "rabbit";
    public const string Amqp1 = "amqp1";

    // All at once: each run of rabbitmqctl starts a virtual machine of its own.
    private const string Count =
        "{length(rabbit_networking:connections()), length(rabbit_channel:list()), length(rabbit_amqqueue:list())}.";

    private readonly Func<ValueTask> _dispose;
    private readonly RabbitCluster? _cluster;

    /// <param name="nodes">The nodes, which run.</param>
    /// <param name="scheme">The driver of the transport URL.</param>
    /// <param name="options">The options of the transport URL, such as <c>amqp_durable_queues=true</c>.</param>
    /// <param name="dispose">Ends the nodes.</param>
    /// <param name="cluster">The cluster that the nodes are, if they are one.</param>
    public BrokerSite(IReadOnlyList<RabbitNode> nodes, string scheme, string options, Func<ValueTask> dispose, RabbitCluster? cluster = null)
    {
        _cluster = cluster;
        Nodes = nodes;
        Proxies = [.. nodes.Select(node => TcpProxy.Start(node.Port))];
        Url = $"{scheme}://{string.Join(',', Proxies.Select(proxy => $"guest:guest@127.0.0.1:{proxy.Port}"))}/?{options}";
        _dispose = dispose;
    }

    public IReadOnlyList<RabbitNode> Nodes { get; }

    /// <summary>The proxy of each node, in the same order.</summary>
    public IReadOnlyList<TcpProxy> Proxies { get; }

    /// <summary>The transport URL that leads through the proxies, with all hosts and its options.</summary>
    public string Url { get; }

    /// <summary>The node of a site that has one, and any node of a cluster that runs.</summary>
    public RabbitNode Node => Nodes.FirstOrDefault(node => node.IsRunning) ?? Nodes[0];

    /// <summary>The cluster, on a site that is one.</summary>
    public RabbitCluster Cluster => _cluster ?? throw new InvalidOperationException("This site is one node.");

    /// <summary>One node, and work queues that outlive it.</summary>
    public static async Task<BrokerSite> StartNodeAsync(string scheme = Rabbit)
    {
        var options = scheme == Rabbit ? "amqp_durable_queues=true&heartbeat_timeout_threshold=10" : "durable_queues=true&heartbeat=10";
        var node = await RabbitNode.StartAsync();
        return new BrokerSite([node], scheme, options, node.DisposeAsync);
    }

    /// <summary>Three nodes that are one broker, and work queues that are on each of them.</summary>
    public static async Task<BrokerSite> StartClusterAsync()
    {
        var cluster = await RabbitCluster.StartAsync();
        return new BrokerSite(
            cluster.Nodes, Rabbit, "rabbit_quorum_queue=true&heartbeat_timeout_threshold=10", cluster.DisposeAsync, cluster);
    }

    /// <summary>Counts what there is, on all nodes together.</summary>
    public async Task<BrokerCensus> CountAsync()
    {
        var answer = await Node.RunCtlAsync("eval", Count);
        var numbers = Number().Matches(answer).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        return new BrokerCensus(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>How many messages wait in a queue or are with its servers.</summary>
    public async Task<int> CountMessagesAsync(string queue)
    {
        var queues = await Node.ListQueuesAsync("name", "messages");
        return queues.Where(row => row.GetProperty("name").GetString() == queue).Sum(row => row.GetProperty("messages").GetInt32());
    }

    /// <summary>The queues of replies that somebody reads.</summary>
    public async Task<IReadOnlyList<string>> ReplyQueuesAsync()
    {
        var queues = await Node.ListQueuesAsync("name", "consumers");
        return [.. queues.Where(queue => queue.GetProperty("consumers").GetInt32() > 0)
            .Select(queue => queue.GetProperty("name").GetString()!)
            .Where(name => name.StartsWith("reply_", StringComparison.Ordinal))];
    }

    /// <summary>Brings back what a fault that was not ended took away.</summary>
    public async Task RepairAsync()
    {
        _cluster?.Heal();
        await Task.WhenAll(Nodes.Where(node => node.IsRunning).Select(node => node.ResumeAsync()));
        await Task.WhenAll(Nodes.Where(node => !node.IsRunning).Select(node => node.StartAgainAsync()));
    }

    /// <summary>Does something to every proxy.</summary>
    public void ForEachProxy(Action<TcpProxy> act)
    {
        foreach (var proxy in Proxies)
        {
            act(proxy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in Proxies)
        {
            await proxy.DisposeAsync();
        }

        await _dispose();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
