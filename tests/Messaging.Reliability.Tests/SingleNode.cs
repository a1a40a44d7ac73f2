using Messaging.Soak.Brokers;

namespace Messaging.Reliability.Tests;

/// <summary>One node under load.</summary>
public sealed class SingleNode : LoadedSite
{
    private protected override Task<BrokerSite> StartAsync() => BrokerSite.StartNodeAsync();
}
