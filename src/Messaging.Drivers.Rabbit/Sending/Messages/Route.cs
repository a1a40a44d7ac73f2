using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Topology;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>Where a message is published. Kept for each target, so that sending builds no strings.</summary>
internal sealed class Route
{
    private volatile TopologyDeclarer? _declaredBy;
    private volatile bool _served;
    private long _missingSince;

    /// <param name="exchange">The exchange to declare first, or null for the default exchange, which always exists.</param>
    /// <param name="routingKey">The routing key.</param>
    /// <param name="queue">The queue to declare and bind first, so that messages wait there for the first consumer; null for none.</param>
    public Route(ExchangePlan? exchange, string routingKey, QueuePlan? queue = null)
    {
        Plan = exchange;
        Queue = queue;
        Exchange = new CachedString(exchange?.Name ?? RabbitNames.DefaultExchange);
        RoutingKey = new CachedString(routingKey);
    }

    public ExchangePlan? Plan { get; }

    public QueuePlan? Queue { get; }

    public CachedString Exchange { get; }

    public CachedString RoutingKey { get; }

    /// <summary>Whether messages sent here need confirms of their own.</summary>
    public Trust Trust { get; } = new();

    /// <summary>Whether the exchange, and the queue if there is one, are known to exist on a connection.</summary>
    public bool IsReady(TopologyDeclarer topology)
    {
        if (Plan is null || ReferenceEquals(_declaredBy, topology))
        {
            return true;
        }

        if (!topology.Knows(Plan.Name) || (Queue is not null && !topology.KnowsSenderQueue(Plan.Name, Queue.Name)))
        {
            return false;
        }

        _declaredBy = topology;
        return true;
    }

    /// <summary>A queue took a message.</summary>
    public void OnServed()
    {
        if (!_served || Volatile.Read(ref _missingSince) != 0)
        {
            Volatile.Write(ref _missingSince, 0);
            _served = true;
        }
    }

    /// <summary>
    /// Called when no queue took a message: whether one did until a moment ago. Queues outlive their servers, so its server is likely to
    /// recreate it. True for the given time after the first return, and then false until a queue takes a message again.
    /// </summary>
    public bool IsMissedFor(TimeSpan most, TimeProvider time) => _served && IsMissingFor(most, time);

    /// <summary>
    /// Called when no queue took a message: whether that has been so for less than the given time. Reset when a queue takes one.
    /// </summary>
    public bool IsMissingFor(TimeSpan most, TimeProvider time)
    {
        var now = Math.Max(time.GetTimestamp(), 1);
        var since = Interlocked.CompareExchange(ref _missingSince, now, 0);
        return since == 0 || time.GetElapsedTime(since, now) < most;
    }

    /// <summary>The exchange turned out to be missing: it is declared again.</summary>
    public void Forget() => _declaredBy = null;
}
