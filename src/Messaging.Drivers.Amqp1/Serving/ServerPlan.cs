using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>The three queues of a server, as oslo.messaging has them, and our own of cancellations. Their names stay the same after a loss.</summary>
internal sealed class ServerPlan(Target target, string exchange) : IIntakePlan
{
    private readonly string _own = BrokerNames.ServerQueue(target.Topic!, target.Server!);
    private readonly string _fanout = BrokerNames.FanoutQueue(target.Topic!);
    private readonly string _cancel = BrokerNames.CancelQueue(target.Topic!);

    public string Name => $"requests to {target}";

    public IReadOnlyList<string> AddressesIn(Dialect dialect) => dialect.HasTopology
        ? [BrokerNames.Queue(target.Topic!), BrokerNames.Queue(_own), BrokerNames.Queue(_fanout)]
        : [dialect.Of(new Target { Exchange = exchange, Topic = target.Topic }), dialect.Of(target), dialect.OfFanout(target)];

    public string? CancelAddressIn(Dialect dialect) => dialect.HasTopology ? BrokerNames.Queue(_cancel) : dialect.OfCancellations(target);

    public async Task DeclareAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        if (session.Topology is not { } topology)
        {
            return;
        }

        var topic = target.Topic!;
        var fanoutExchange = BrokerNames.FanoutExchange(topic);
        await topology.DeclareExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
        await topology.DeclareFanoutExchangeAsync(fanoutExchange, cancellationToken).ConfigureAwait(false);
        await topology.DeclareWorkQueueAsync(topic, cancellationToken).ConfigureAwait(false);
        await topology.DeclareWorkQueueAsync(_own, cancellationToken).ConfigureAwait(false);
        await topology.DeclareFanoutQueueAsync(_fanout, cancellationToken).ConfigureAwait(false);
        await topology.DeclareOwnQueueAsync(_cancel, cancellationToken).ConfigureAwait(false);
        await topology.BindAsync(exchange, topic, topic, cancellationToken).ConfigureAwait(false);
        await topology.BindAsync(exchange, _own, _own, cancellationToken).ConfigureAwait(false);
        await topology.BindAsync(fanoutExchange, _fanout, topic, cancellationToken).ConfigureAwait(false);
        await topology.BindAsync(exchange, _cancel, BrokerNames.CancelKey(topic), cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        if (session.Topology is { } topology)
        {
            await topology.DeleteQueueAsync(_fanout, cancellationToken).ConfigureAwait(false);
            await topology.DeleteQueueAsync(_cancel, cancellationToken).ConfigureAwait(false);
        }
    }
}
