using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Checking;

/// <summary>
/// Looks whether an operator made what is needed, where nothing is declared. The broker lets anybody look, and shows no bindings.
/// </summary>
/// <param name="channel">What to ask on: each answer "not there" closes a channel.</param>
/// <param name="virtualHost">Where to look.</param>
internal sealed class TopologyCheck(TopologyChannel channel, string virtualHost)
{
    /// <exception cref="DeliveryException">Something is not there. The text lists all of it, with definitions that make it.</exception>
    public async Task RequireAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var missing = new Blueprint();
        foreach (var exchange in blueprint.Exchanges)
        {
            if (!await HasAsync(
                asked => asked.ExchangeDeclarePassiveAsync(exchange.Name, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                missing.Add(exchange);
            }
        }

        foreach (var queue in blueprint.Queues)
        {
            if (!await HasAsync(
                asked => asked.QueueDeclarePassiveAsync(queue.Plan.Name, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                missing.Add(queue);
            }
        }

        if (missing.Exchanges.Count + missing.Queues.Count > 0)
        {
            throw MissingTopology.Error(missing, blueprint, virtualHost);
        }
    }

    private async Task<bool> HasAsync(Func<IChannel, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await channel.AskAsync(ask, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsMissing(e))
        {
            return false;
        }
    }
}
