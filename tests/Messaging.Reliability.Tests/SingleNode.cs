using Messaging.Soak.Brokers;

namespace Messaging.Reliability.Tests;

/// <summary>The node that the tests of a class torment, one after the other.</summary>
public sealed class SingleNode : IAsyncLifetime
{
    internal BrokerSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await BrokerSite.StartNodeAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
