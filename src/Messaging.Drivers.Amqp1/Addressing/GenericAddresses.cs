using System.Collections.Concurrent;

namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>The addresses of the generic dialect, kept so that sending builds no strings.</summary>
/// <param name="patterns">The patterns of the addresses.</param>
/// <param name="controlExchange">The exchange of targets without one.</param>
internal sealed class GenericAddresses(AddressPatterns patterns, string controlExchange)
{
    private const int MostAddresses = 4096;

    private readonly ConcurrentDictionary<(AddressPattern Pattern, AddressNames Names), string> _known = new();

    /// <summary>The address of a target: that of its topic, or of its server.</summary>
    /// <exception cref="DeliveryException">Servers have no addresses.</exception>
    public string Of(Target target) => target.Server is null ? Get(patterns.Topic, target) : Get(
        patterns.Server ?? throw Missing(
            $"A message cannot be sent to the server '{target.Server}' by name", UrlOptions.ServerAddress, "{topic}.{server}"),
        target, target.Server);

    /// <summary>The address of all servers of a target's topic.</summary>
    /// <exception cref="DeliveryException">There is no such address.</exception>
    public string OfFanout(Target target) => Get(
        patterns.Fanout ?? throw Missing($"A fanout to '{target.Topic}' cannot be sent", UrlOptions.FanoutAddress, "{topic}.all"), target);

    /// <summary>The address of the notifications of a topic.</summary>
    public string OfNotifications(Target target) => Get(patterns.Notification, target);

    /// <summary>The addresses that a server receives from.</summary>
    public IReadOnlyList<ListenAddress> SourcesOf(Target server)
    {
        List<ListenAddress> sources = [new(Get(patterns.Topic, server))];
        if (patterns.Server is not null)
        {
            sources.Add(new(Of(server)));
        }

        if (patterns.Fanout is { } fanout)
        {
            sources.Add(new(Get(patterns.FanoutSource ?? fanout, server, server.Server), HasCopies: true));
        }

        return sources;
    }

    /// <summary>Where a listener receives the notifications of a topic.</summary>
    /// <exception cref="DeliveryException">Pools have no addresses.</exception>
    public ListenAddress SourceOf(Target notifications, string? pool) => pool is null
        ? new(Get(patterns.NotificationSource ?? patterns.Notification, notifications), HasCopies: patterns.PoolSource is not null)
        : new(Get(
            patterns.PoolSource ?? throw Missing(
                $"The pool '{pool}' cannot be listened to", UrlOptions.PoolSource, "{topic}/Subscriptions/{pool}"),
            notifications, pool: pool), HasCopies: true);

    private string Get(AddressPattern pattern, Target target, string? server = null, string? pool = null)
    {
        var key = (pattern, new AddressNames(target.Exchange ?? controlExchange, target.Topic!, server, pool));
        if (_known.TryGetValue(key, out var address))
        {
            return address;
        }

        if (_known.Count >= MostAddresses)
        {
            _known.Clear();
        }

        return _known[key] = pattern.Format(key.Item2);
    }

    private static DeliveryException Missing(string what, string option, string example) => new(
        $"{what}: no address is set for that ({option}). Create the queues on the broker and set it, for example to '{example}', on both "
            + "sides.",
        isTransient: false);
}
