using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>The order in which hosts are tried: as the user's strategy says, with the host that failed last at the end.</summary>
internal sealed class HostOrder
{
    private readonly BrokerHost[] _hosts;
    private readonly RabbitFailover _strategy;
    private readonly Random _random;
    private BrokerHost? _failed;

    public HostOrder(IReadOnlyList<BrokerHost> hosts, RabbitFailover strategy, Random random)
    {
        _hosts = [.. hosts];
        _strategy = strategy;
        _random = random;
        if (strategy == RabbitFailover.RoundRobin)
        {
            random.Shuffle(_hosts);
        }
    }

    /// <summary>The hosts of a round, each once.</summary>
    public IReadOnlyList<BrokerHost> Round()
    {
        var round = (BrokerHost[])_hosts.Clone();
        if (_strategy == RabbitFailover.Shuffle)
        {
            _random.Shuffle(round);
        }

        var last = _failed is null ? -1 : Array.IndexOf(round, _failed);
        return last < 0 ? round
            : _strategy == RabbitFailover.RoundRobin ? [.. round[(last + 1)..], .. round[..(last + 1)]]
            : [.. round[..last], .. round[(last + 1)..], round[last]];
    }

    /// <summary>A host could not be reached, or its connection was lost.</summary>
    public void Failed(BrokerHost host) => _failed = host;
}
