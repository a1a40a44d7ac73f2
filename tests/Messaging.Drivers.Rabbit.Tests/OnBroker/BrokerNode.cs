using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

[assembly: AssemblyFixture(typeof(BrokerNode))]

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The broker that the tests of this project share. Always a node of our own: they look into it with rabbitmqctl.</summary>
public sealed class BrokerNode : IAsyncLifetime
{
    public RabbitNode Node { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Node = await RabbitNode.StartAsync();

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
