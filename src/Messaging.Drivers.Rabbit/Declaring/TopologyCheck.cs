using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// Checks whether an operator has created what is needed, where nothing is declared. Most brokers let every user check, and none shows
/// bindings. What may not be checked is assumed to exist; using it will show otherwise.
/// </summary>
/// <param name="passive">Asks the broker.</param>
/// <param name="virtualHost">The virtual host.</param>
internal sealed class TopologyCheck(PassiveDeclaration passive, string virtualHost)
{
    /// <exception cref="DeliveryException"> Something does not exist. The text lists everything missing, and what could not be checked,
    /// with definitions that create it.
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
