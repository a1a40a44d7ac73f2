using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Cluster;

/// <summary>The cluster that the tests of this folder share, one after the other. Each leaves it whole.</summary>
[CollectionDefinition(Collection)]
public sealed class BrokerCluster : ICollectionFixture<BrokerCluster>, IAsyncLifetime
{
    public const string Collection = "cluster";

    public RabbitCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await RabbitCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
