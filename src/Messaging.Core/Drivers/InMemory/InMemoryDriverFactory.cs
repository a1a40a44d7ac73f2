namespace Messaging.Drivers.InMemory;

/// <summary>Creates drivers for <c>memory://name</c>. Transports with the same name in one process share a broker, which lives as long as
/// any of them.</summary>
internal sealed class InMemoryDriverFactory : IDriverFactory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (InMemoryBroker Broker, int Users)> _brokers = new(StringComparer.Ordinal);

    private InMemoryDriverFactory()
    {
    }

    /// <summary>The only instance of the process: every registry has it, so that transports share a broker whatever their
    /// registry.</summary>
    public static InMemoryDriverFactory Shared { get; } = new();

    public IReadOnlyList<string> Schemes { get; } = ["memory"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        url.RequireKnownOptions();
        if (url.Hosts.Count > 1 || (url.Hosts.Count == 1 && (url.Hosts[0].Port is not null || url.Hosts[0].User is not null)))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host,
                "A memory URL has one name and nothing else: no port, no user, no further hosts. Write memory://name.");
        }

        if (context.DriverOptions is not null)
        {
            throw new ArgumentException(
                $"The in-memory driver has no options of its own, and was given {context.DriverOptions.GetType().Name}. Leave "
                    + "TransportOptions.DriverOptions null.");
        }

        var name = (url.Hosts.Count == 0 ? "" : url.Hosts[0].Host) + "/" + url.VirtualHost;
        return new InMemoryDriver(Enter(name, context.TimeProvider), context, () => Leave(name));
    }

    private InMemoryBroker Enter(string name, TimeProvider time)
    {
        lock (_lock)
        {
            var (broker, users) = _brokers.GetValueOrDefault(name);
            broker ??= new InMemoryBroker(time);
            _brokers[name] = (broker, users + 1);
            return broker;
        }
    }

    private void Leave(string name)
    {
        lock (_lock)
        {
            var (broker, users) = _brokers[name];
            if (users == 1)
            {
                _brokers.Remove(name);
            }
            else
            {
                _brokers[name] = (broker, users - 1);
            }
        }
    }
}
