namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>A queue and how it is bound.</summary>
/// <param name="Plan">The queue.</param>
/// <param name="Exchange">What it is bound to, or null for a queue that is reached by its name.</param>
/// <param name="Key">The binding key.</param>
internal readonly record struct BoundQueue(QueuePlan Plan, string? Exchange, string Key)
{
    private static readonly IReadOnlyList<IDictionary<string, object?>?> Plain = [null];

    /// <summary>The arguments of its bindings, one of each: more than one for an exchange that looks at headers.</summary>
    public IReadOnlyList<IDictionary<string, object?>?> Matches { get => field ?? Plain; init; }

    /// <summary>
    /// Gives another queue when this one is out of reach, because its node of the cluster is down, and is told why: for a queue of one
    /// process, which nobody else knows by its name. Null for a queue that has to be waited for.
    /// </summary>
    public Func<string, QueuePlan>? Instead { get; init; }
}
