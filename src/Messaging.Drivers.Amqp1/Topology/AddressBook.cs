using System.Collections.Concurrent;

namespace Messaging.Drivers.Amqp1.Topology;

/// <summary>The addresses of targets, kept so that sending builds no text.</summary>
internal sealed class AddressBook(string controlExchange)
{
    private const int MostAddresses = 4096;

    private readonly ConcurrentDictionary<(string Exchange, string Topic, string? Server), string> _addresses = new();

    /// <summary>The address of a target: of the queue of its topic, or of its server.</summary>
    public string Of(Target target)
    {
        var key = (Exchange(target), target.Topic!, target.Server);
        if (_addresses.TryGetValue(key, out var address))
        {
            return address;
        }

        if (_addresses.Count >= MostAddresses)
        {
            _addresses.Clear();
        }

        return _addresses[key] = BrokerNames.Exchange(
            key.Item1, target.Server is null ? target.Topic! : BrokerNames.ServerQueue(target.Topic!, target.Server));
    }

    public string Exchange(Target target) => target.Exchange ?? controlExchange;
}
