using Messaging.Soak.Brokers;

namespace Messaging.Reliability.Tests;

/// <summary>A cluster under load.</summary>
public sealed class ThreeNodes : LoadedSite
{
    private protected override Task<BrokerSite> StartAsync() => BrokerSite.StartClusterAsync();
}
