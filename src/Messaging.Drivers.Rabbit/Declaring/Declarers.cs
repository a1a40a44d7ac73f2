using Messaging.Drivers.Rabbit.Connecting;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>The declarers of connections: each connection has its own, which knows what was declared there.</summary>
internal sealed class Declarers(TransientQueueRule transientQueues, RabbitRuntime runtime)
{
    private readonly PerSession<TopologyDeclarer> _declarers = new(session => new TopologyDeclarer(session, transientQueues, runtime));

    public TopologyDeclarer Of(BrokerSession session) => _declarers.Of(session);
}
