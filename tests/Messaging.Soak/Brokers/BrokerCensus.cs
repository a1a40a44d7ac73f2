namespace Messaging.Soak.Brokers;

/// <summary>What there is on the broker at one moment.</summary>
internal sealed record BrokerCensus(int Connections, int Channels, int Queues)
{
    /// <summary>Whether nothing was left behind.</summary>
    /// <param name="before">What there was.</param>
    /// <param name="mostChannels">Publish channels are opened when they are needed, and stay; there are no more than these in all.</param>
    public bool IsBackAt(BrokerCensus before, int mostChannels) =>
        Connections <= before.Connections && Queues <= before.Queues && Channels <= Math.Max(before.Channels, mostChannels);

    /// <summary>The more of each. Right after a fault, something may still be about to be made anew.</summary>
    public BrokerCensus Or(BrokerCensus? other) => other is null ? this : new(
        Math.Max(Connections, other.Connections), Math.Max(Channels, other.Channels), Math.Max(Queues, other.Queues));

    public override string ToString() => $"{Connections} connections, {Channels} channels, {Queues} queues";
}
