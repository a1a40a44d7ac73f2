namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>A queue as it is declared.</summary>
internal sealed record QueuePlan(string Name, bool Durable, bool AutoDelete, IDictionary<string, object?>? Arguments)
{
    /// <summary>The argument that makes a queue another than a classic one.</summary>
    public const string TypeArgument = "x-queue-type";

    /// <summary>Whether the queue could be there without being durable: quorum queues and streams cannot.</summary>
    public bool MayBeTransient => Arguments is null || !Arguments.ContainsKey(TypeArgument);

    /// <summary>Whether a queue of that name that was made otherwise is as good.</summary>
    public bool MayDiffer { get; init; }

    /// <summary>What is left when the broker has the queue already and it is not durable.</summary>
    public QueuePlan WithoutDurability() => this with { Durable = false };

    /// <summary>What is declared when the broker takes no other, or has the queue already and it is durable.</summary>
    public QueuePlan WithDurability() => this with { Durable = true };
}
