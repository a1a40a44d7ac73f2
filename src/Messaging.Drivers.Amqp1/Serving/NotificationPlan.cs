using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The queue of each topic of notifications, or the one queue of a pool, which is bound to all of them.</summary>
internal sealed class NotificationPlan(IReadOnlyList<Target> sources, string? pool, string controlExchange) : IIntakePlan
{
    public string Name => pool is null
        ? $"notifications on {string.Join(", ", sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{pool}'";

    public IReadOnlyList<string> AddressesIn(Dialect dialect)
    {
        if (dialect.HasTopology)
        {
            return [.. Queues.Select(BrokerNames.Queue)];
        }

        return pool is null
            ? [.. sources.Select(dialect.OfNotifications).Distinct()]
            : throw new DeliveryException(
                $"The pool '{pool}' cannot be listened to: the dialect of oslo.messaging's AMQP 1.0 driver has no pools. Leave the pool out, or use RabbitMQ.",
                isTransient: false);
    }

    public string? CancelAddressIn(Dialect dialect) => null;

    public async Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        if (session.Topology is not { } topology)
        {
            return;
        }

        foreach (var queue in Queues)
        {
            await topology.DeclareWorkQueueAsync(queue, cancellationToken).ConfigureAwait(false);
        }

        foreach (var source in sources)
        {
            var exchange = source.Exchange ?? controlExchange;
            await topology.DeclareExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
            await topology.BindAsync(exchange, pool ?? source.Topic!, source.Topic!, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    private string[] Queues => pool is null ? [.. sources.Select(source => source.Topic!).Distinct()] : [pool];
}
