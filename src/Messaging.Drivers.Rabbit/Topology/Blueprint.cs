namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>The exchanges and queues that a sender or consumer needs before it can work, and how the queues are bound.</summary>
internal sealed class Blueprint
{
    private readonly List<ExchangePlan> _exchanges = [];
    private readonly List<BoundQueue> _queues = [];

    public IReadOnlyList<ExchangePlan> Exchanges => _exchanges;

    public IReadOnlyList<BoundQueue> Queues => _queues;

    /// <summary>The exchange to which a queue is bound; null for none.</summary>
    public ExchangePlan? ExchangeOf(in BoundQueue queue)
    {
        foreach (var exchange in _exchanges)
        {
            if (exchange.Name == queue.Exchange)
            {
                return exchange;
            }
        }

        return null;
    }

    public Blueprint Add(ExchangePlan exchange)
    {
        _exchanges.Add(exchange);
        return this;
    }

    /// <param name="queue">The queue.</param>
    /// <param name="exchange">The exchange to bind it to, or null for a queue that is reached by its name.</param>
    /// <param name="key">The binding key.</param>
    /// <param name="instead">See <see cref="BoundQueue.Instead"/>.</param>
    public Blueprint Add(QueuePlan queue, string? exchange = null, string key = "", Func<string, QueuePlan>? instead = null) =>
        Add(new BoundQueue(queue, exchange, key) { Instead = queue.MayBeTransient ? instead : null });

    public Blueprint Add(in BoundQueue queue)
    {
        _queues.Add(queue);
        return this;
    }
}
