namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>An exchange as it is declared.</summary>
internal sealed record ExchangePlan(string Name, string Kind, bool Durable, bool AutoDelete)
{
    /// <summary>What is left when the broker has the exchange already and it is not durable.</summary>
    public ExchangePlan WithoutDurability() => this with { Durable = false };

    /// <summary>What is declared when the broker has the exchange already and it is durable.</summary>
    public ExchangePlan WithDurability() => this with { Durable = true };
}
