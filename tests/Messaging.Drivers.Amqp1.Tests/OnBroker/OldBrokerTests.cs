using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>RabbitMQ before 4.0 speaks AMQP 1.0 by a plugin, with other addresses and nothing to declare queues by; without it, not at all.</summary>
[NeedsBroker(Below = "4.0")]
[NeedsNode]
public sealed class OldBrokerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_said_at_once_that_the_broker_is_too_old_and_what_to_use(bool withPlugin)
    {
        await using var broker = await RabbitNode.StartAsync(
            new NodeSetup { Plugins = withPlugin ? ["amqp10_common", "amqp_client", "rabbitmq_amqp1_0"] : [] });
        var drivers = new DriverRegistry();
        Amqp1Driver.Register(drivers);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Transport.OpenAsync(
            $"amqp1://guest:guest@127.0.0.1:{broker.Port}/", new TransportOptions { Drivers = drivers }, TestContext.Current.CancellationToken));

        Assert.Contains("RabbitMQ 4.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("rabbit://", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }
}
