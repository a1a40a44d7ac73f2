using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Who declares through a connection: each has a declarer of its own, which knows what was declared there.</summary>
internal sealed class Declarers(
    RabbitSettings settings, TransientQueueRule transientQueues, TimeProvider time, ILogger logger, BackgroundWork background)
{
    private readonly PerSession<TopologyDeclarer> _declarers = new(
        session => new TopologyDeclarer(session, settings, transientQueues, time, logger, background));

    public TopologyDeclarer Of(BrokerSession session) => _declarers.Of(session);
}
