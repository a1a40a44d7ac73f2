namespace Messaging.Drivers.Rabbit.Connections;

/// <summary>In which order hosts are tried: shuffled once, so that clients spread over a cluster, then round and round.</summary>
internal sealed class HostOrder
{
    private readonly BrokerHost[] _hosts;
    private int _next;

    public HostOrder(IReadOnlyList<BrokerHost> hosts, Random random)
    {
        _hosts = [.. hosts];
        random.Shuffle(_hosts);
    }

    /// <summary>How many there are: a round tries each once.</summary>
    public int Count => _hosts.Length;

    public BrokerHost Next()
    {
        var host = _hosts[_next];
        _next = (_next + 1) % _hosts.Length;
        return host;
    }
}
