using System.Collections.Concurrent;

namespace Messaging.Drivers.Amqp1.Topology;

/// <summary>The addresses of targets, kept so that sending builds no strings.</summary>
internal sealed class AddressBook(string controlExchange)
{
    private const int MostAddresses = 4096;

    private readonly ConcurrentDictionary<(string Exchange, string Topic, string? Server), string> _targets = new();
    private readonly ConcurrentDictionary<string, string> _fanouts = new();
    private readonly ConcurrentDictionary<(string Exchange, string Topic), string> _cancellations = new();
    private readonly ConcurrentDictionary<string, string> _queues = new();

    /// <summary>The address of a target: that of its topic's queue, or of its server's.</summary>
    public string Of(Target target) => Get<(string Exchange, string Topic, string? Server)>(
        _targets, (Exchange(target), target.Topic!, target.Server),
        static key => BrokerNames.Exchange(key.Exchange, key.Server is null ? key.Topic : BrokerNames.ServerQueue(key.Topic, key.Server)));

    /// <summary>The address of all servers of a target's topic.</summary>
    public string OfFanout(Target target) =>
        Get(_fanouts, target.Topic!, static topic => BrokerNames.Exchange(BrokerNames.FanoutExchange(topic)));

    /// <summary>The address of the cancellations for the servers of a target's topic.</summary>
    public string OfCancellations(Target target) => Get<(string Exchange, string Topic)>(
        _cancellations, (Exchange(target), target.Topic!),
        static key => BrokerNames.Exchange(key.Exchange, BrokerNames.CancelKey(key.Topic)));

    /// <summary>The address of a queue, such as a caller's reply queue.</summary>
    public string OfQueue(string name) => Get(_queues, name, static name => BrokerNames.Queue(name));

    private string Exchange(Target target) => target.Exchange ?? controlExchange;

    private static string Get<TKey>(ConcurrentDictionary<TKey, string> known, TKey key, Func<TKey, string> make)
        where TKey : notnull
    {
        if (known.TryGetValue(key, out var address))
        {
            return address;
        }

        // Callers come and go, and so do their reply queues.
        if (known.Count >= MostAddresses)
        {
            known.Clear();
        }

        return known[key] = make(key);
    }
}
