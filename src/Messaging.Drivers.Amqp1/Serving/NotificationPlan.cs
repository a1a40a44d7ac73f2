using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The queue of each topic of notifications, or the one queue of a pool, which is bound to all of them.</summary>
internal sealed class NotificationPlan(IReadOnlyList<Target> sources, string? pool, string controlExchange) : IIntakePlan
{
    public string Name => pool is null
        ? $"notifications on {string.Join(", ", sources.Select(source => source.Topic))}"
        : $"notifications of the pool '{pool}'";

    public IReadOnlyList<string> Queues { get; } = pool is null ? [.. sources.Select(source => source.Topic!).Distinct()] : [pool];

    public string? CancelQueue => null;

    public async Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        foreach (var queue in Queues)
        {
            await session.Topology.DeclareWorkQueueAsync(queue, cancellationToken).ConfigureAwait(false);
        }

        foreach (var source in sources)
        {
            var exchange = source.Exchange ?? controlExchange;
            await session.Topology.DeclareExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
            await session.Topology.BindAsync(exchange, pool ?? source.Topic!, source.Topic!, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken) => Task.CompletedTask;
}
