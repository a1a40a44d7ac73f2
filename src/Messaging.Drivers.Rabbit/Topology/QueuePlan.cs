namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>A queue as it is declared.</summary>
internal sealed record QueuePlan(string Name, bool Durable, bool AutoDelete, IDictionary<string, object?>? Arguments)
{
    /// <summary>What is left when the broker has the queue already and it is not durable.</summary>
    public QueuePlan WithoutDurability() => this with { Durable = false };
}
