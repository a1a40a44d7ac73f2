namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>A queue and how it is bound.</summary>
/// <param name="Plan">The queue.</param>
/// <param name="Exchange">The exchange to which it is bound, or null for a queue that is reached by its name.</param>
/// <param name="Key">The binding key.</param>
internal readonly record struct BoundQueue(QueuePlan Plan, string? Exchange, string Key)
{
    private static readonly IReadOnlyList<IDictionary<string, object?>?> Plain = [null];

    /// <summary>The arguments of its bindings, one binding for each: a headers exchange may need several.</summary>
    public IReadOnlyList<IDictionary<string, object?>?> Matches { get => field ?? Plain; init; }

    /// <summary>
    /// Returns another queue when this one cannot be reached because its node of the cluster is down; it is passed the reason. For a queue
    /// of one process, whose name nobody else knows. Null for a queue that has to be waited for.
    /// </summary>
    public Func<string, QueuePlan>? Instead { get; init; }
}
