using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.TestKit;

[assembly: AssemblyFixture(typeof(BrokerNode))]

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The broker that the tests of this project share. Always one of our own: they look into it with rabbitmqctl.</summary>
public sealed class BrokerNode : IAsyncLifetime
{
    public RabbitBroker Node { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Node = await RabbitBroker.LaunchAsync();

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
