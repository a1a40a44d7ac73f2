namespace Messaging.Soak.Brokers;

/// <summary>What there is on the broker at one moment.</summary>
internal sealed record BrokerCensus(int Connections, int Channels, int Queues)
{
    public override string ToString() => $"{Connections} connections, {Channels} channels, {Queues} queues";
}
