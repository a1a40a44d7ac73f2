using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Checking;

/// <summary>
/// Looks whether an operator made what is needed, where nothing is declared. The broker lets anybody look, and shows no bindings.
/// </summary>
/// <param name="openAsync">Gives the channel to ask on: each answer "not there" closes it.</param>
/// <param name="virtualHost">Where to look.</param>
internal sealed class TopologyCheck(Func<CancellationToken, ValueTask<IChannel>> openAsync, string virtualHost)
{
    /// <exception cref="DeliveryException">Something is not there. The text lists all of it, with definitions that make it.</exception>
    public async Task RequireAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var missing = new Blueprint();
        foreach (var exchange in blueprint.Exchanges)
        {
            if (!await HasAsync(
                channel => channel.ExchangeDeclarePassiveAsync(exchange.Name, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                missing.Add(exchange);
            }
        }

        foreach (var queue in blueprint.Queues)
        {
            if (!await HasAsync(
                channel => channel.QueueDeclarePassiveAsync(queue.Plan.Name, cancellationToken), cancellationToken).ConfigureAwait(false))
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
            await ask(await openAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }
}
