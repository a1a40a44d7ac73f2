using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// Looks whether an operator made what is needed, where nothing is declared. Most brokers let anybody look, and none shows bindings; what may
/// not be looked at is taken for there, and who uses it hears otherwise.
/// </summary>
/// <param name="passive">What asks.</param>
/// <param name="virtualHost">Where to look.</param>
internal sealed class TopologyCheck(PassiveDeclaration passive, string virtualHost)
{
    /// <exception cref="DeliveryException">
    /// Something is not there. The text lists all of it, and what could not be looked at, with definitions that make it.
    /// </exception>
    public async Task RequireAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var (missing, isMissing) = (new Blueprint(), false);
        var unseen = new HashSet<string>();
        foreach (var exchange in blueprint.Exchanges)
        {
            var presence = await passive.ExchangeAsync(exchange.Name, cancellationToken).ConfigureAwait(false);
            if (IsDoubtful(presence, exchange.Name))
            {
                missing.Add(exchange);
            }
        }

        foreach (var queue in blueprint.Queues)
        {
            var report = await passive.QueueAsync(queue.Plan.Name, cancellationToken).ConfigureAwait(false);
            if (IsDoubtful(report.Presence, queue.Plan.Name))
            {
                missing.Add(queue);
            }
        }

        if (isMissing)
        {
            throw MissingTopology.Error(missing, unseen, blueprint, virtualHost);
        }

        bool IsDoubtful(Presence presence, string name)
        {
            isMissing |= presence == Presence.Missing;
            return presence == Presence.Missing || (presence == Presence.Unknown && unseen.Add(name));
        }
    }
}
