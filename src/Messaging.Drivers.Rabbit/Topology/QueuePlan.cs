namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>A queue as it is declared.</summary>
internal sealed record QueuePlan(string Name, bool Durable, bool AutoDelete, IDictionary<string, object?>? Arguments)
{
    /// <summary>The argument that makes a queue other than classic.</summary>
    public const string TypeArgument = "x-queue-type";

    /// <summary>Whether the queue could exist without being durable: quorum queues and streams cannot.</summary>
    public bool MayBeTransient => Arguments is null || !Arguments.ContainsKey(TypeArgument);

    /// <summary>Whether an existing queue of that name with other properties is good enough.</summary>
    public bool MayDiffer { get; init; }

    /// <summary>The plan for a queue that exists and is not durable.</summary>
    public QueuePlan WithoutDurability() => this with { Durable = false };

    /// <summary>The plan for a queue that exists and is durable, or for a broker that allows no other.</summary>
    public QueuePlan WithDurability() => this with { Durable = true };
}
