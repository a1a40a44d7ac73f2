using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The queues of all notification topics, or the one queue of a pool, which is bound to all topics.</summary>
internal sealed class NotificationPlan(IReadOnlyList<Target> sources, string? pool, string controlExchange) : IIntakePlan
{
    public string Name => pool is null
        ? $"notifications on {string.Join(", ", sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{pool}'";

    public IReadOnlyList<ListenAddress> AddressesIn(Dialect dialect) => dialect.HasTopology
        ? [.. Queues.Select(queue => new ListenAddress(BrokerNames.Queue(queue)))]
        : [.. sources.Select(source => dialect.SourceOf(source, pool)).Distinct()];

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
