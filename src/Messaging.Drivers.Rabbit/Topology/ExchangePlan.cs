namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>An exchange as it is declared.</summary>
internal sealed record ExchangePlan(string Name, string Kind, bool Durable, bool AutoDelete)
{
    /// <summary>The plan for an exchange that exists and is not durable.</summary>
    public ExchangePlan WithoutDurability() => this with { Durable = false };

    /// <summary>The plan for an exchange that exists and is durable.</summary>
    public ExchangePlan WithDurability() => this with { Durable = true };
}
