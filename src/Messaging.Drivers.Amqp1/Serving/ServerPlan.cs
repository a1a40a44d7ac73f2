using Amqp;
using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>
/// The three queues of a server, as in oslo.messaging, and our own queue of cancellations. Their names outlive connections.
/// </summary>
internal sealed class ServerPlan(Target target, string exchange) : IIntakePlan
{
    private readonly string _own = BrokerNames.ServerQueue(target.Topic!, target.Server!);
    private readonly string _fanout = BrokerNames.FanoutQueue(target.Topic!);
    private readonly string _cancel = BrokerNames.CancelQueue(target.Topic!);

    public string Name => $"requests to {target}";

    public IReadOnlyList<ListenAddress> AddressesIn(Dialect dialect) => dialect.HasTopology
        ? [new(BrokerNames.Queue(target.Topic!)), new(BrokerNames.Queue(_own)), new(BrokerNames.Queue(_fanout))]
        : dialect.SourcesOf(new Target { Exchange = exchange, Topic = target.Topic, Server = target.Server });

    public string? CancelAddressIn(Dialect dialect) => dialect.HasTopology ? BrokerNames.Queue(_cancel) : dialect.CancelSourceOf(target);

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
        if (session.Topology is not { } topology)
        {
            return;
        }

        try
        {
            await topology.DeleteQueueAsync(_fanout, cancellationToken).ConfigureAwait(false);
            await topology.DeleteQueueAsync(_cancel, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException or OperationCanceledException)
        {
            // The broker deletes them by itself after a while.
        }
    }
}
