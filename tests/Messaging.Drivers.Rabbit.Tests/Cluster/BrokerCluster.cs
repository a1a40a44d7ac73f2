using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Cluster;

/// <summary>The cluster that the tests of this folder share, one after the other. Each leaves it whole.</summary>
[CollectionDefinition(Collection)]
public sealed class BrokerCluster : ICollectionFixture<BrokerCluster>, IAsyncLifetime
{
    public const string Collection = "cluster";

    private RabbitCluster? _cluster;

    public RabbitCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not started.");

    public async ValueTask InitializeAsync() => _cluster = await RabbitCluster.StartAsync();

    // Also called when the start failed, which is reported already.
    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? default;
}
