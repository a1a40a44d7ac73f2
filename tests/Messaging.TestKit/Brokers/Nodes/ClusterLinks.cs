namespace Messaging.TestKit;

/// <summary>The ways between the nodes of a <see cref="RabbitCluster"/>: a proxy for each node and each other that it connects to.</summary>
internal sealed class ClusterLinks : IAsyncDisposable
{
    private readonly List<(RabbitNode From, RabbitNode To, TcpProxy Proxy)> _links = [];

    /// <summary>Leads the ways between all nodes through proxies, before the nodes start.</summary>
    public static ClusterLinks Between(IReadOnlyList<RabbitNode> nodes)
    {
        var links = new ClusterLinks();
        foreach (var from in nodes)
        {
            foreach (var to in nodes.Where(to => to != from))
            {
                var proxy = TcpProxy.Start(to.DistributionPort);
                from.Introduce(to, proxy.Port);
                links._links.Add((from, to, proxy));
            }
        }

        return links;
    }

    /// <summary>Cuts what leads to a node and away from it, and refuses new connections.</summary>
    public void Cut(RabbitNode node) => ForEach(Of(node), proxy =>
    {
        proxy.Refuse();
        proxy.CutAll();
    });

    /// <summary>Lets nothing pass to a node and away from it, on connections that stay open.</summary>
    public void Stall(RabbitNode node) => ForEach(Of(node), proxy => proxy.Stall());

    /// <summary>Lets everything pass again, also what was held back.</summary>
    public void Heal() => ForEach(_links, proxy =>
    {
        proxy.Resume();
        proxy.Accept();
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, _, proxy) in _links)
        {
            await proxy.DisposeAsync();
        }
    }

    private IEnumerable<(RabbitNode From, RabbitNode To, TcpProxy Proxy)> Of(RabbitNode node) =>
        _links.Where(link => link.From == node || link.To == node);

    private static void ForEach(IEnumerable<(RabbitNode From, RabbitNode To, TcpProxy Proxy)> links, Action<TcpProxy> act)
    {
        foreach (var (_, _, proxy) in links)
        {
            act(proxy);
        }
    }
}
