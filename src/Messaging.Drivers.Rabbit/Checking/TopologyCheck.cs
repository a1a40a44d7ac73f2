using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Checking;

/// <summary>
/// Looks whether an operator made what is needed, where nothing is declared. Most brokers let anybody look, and none shows bindings; what may
/// not be looked at is taken for there, and who uses it hears otherwise.
/// </summary>
/// <param name="passive">What asks.</param>
/// <param name="virtualHost">Where to look.</param>
internal sealed class TopologyCheck(PassiveDeclaration passive, string virtualHost)
{
    /// <exception cref="DeliveryException">Something is not there. The text lists all of it, with definitions that make it.</exception>
    public async Task RequireAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var missing = new Blueprint();
        foreach (var exchange in blueprint.Exchanges)
        {
            if (await passive.ExchangeAsync(exchange.Name, cancellationToken).ConfigureAwait(false) == Presence.Missing)
            {
                missing.Add(exchange);
            }
        }

        foreach (var queue in blueprint.Queues)
        {
            if ((await passive.QueueAsync(queue.Plan.Name, cancellationToken).ConfigureAwait(false)).Presence == Presence.Missing)
            {
                missing.Add(queue);
            }
        }

        if (missing.Exchanges.Count + missing.Queues.Count > 0)
        {
            throw MissingTopology.Error(missing, blueprint, virtualHost);
        }
    }
}
