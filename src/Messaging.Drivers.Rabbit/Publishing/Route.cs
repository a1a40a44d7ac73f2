using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Publishing;

/// <summary>Where a message is published: kept for each target, so that sending builds no text.</summary>
internal sealed class Route
{
    private volatile BrokerSession? _declaredOn;

    /// <param name="exchange">The exchange to declare first, or null for the default exchange, which is always there.</param>
    /// <param name="routingKey">The routing key.</param>
    public Route(ExchangePlan? exchange, string routingKey)
    {
        Plan = exchange;
        Exchange = new CachedString(exchange?.Name ?? RabbitNames.DefaultExchange);
        RoutingKey = new CachedString(routingKey);
    }

    public ExchangePlan? Plan { get; }

    public CachedString Exchange { get; }

    public CachedString RoutingKey { get; }

    /// <summary>Whether the exchange is known to be there on this connection.</summary>
    public bool IsReady(BrokerSession session)
    {
        if (Plan is null || ReferenceEquals(_declaredOn, session))
        {
            return true;
        }

        if (!session.Topology.Knows(Plan.Name))
        {
            return false;
        }

        _declaredOn = session;
        return true;
    }

    /// <summary>The exchange turned out to be gone.</summary>
    public void Forget() => _declaredOn = null;
}
