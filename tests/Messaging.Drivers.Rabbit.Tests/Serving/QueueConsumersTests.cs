using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Serving;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Drivers.Rabbit.Tests.Serving;

public sealed class QueueConsumersTests
{
    [Fact]
    public async Task A_stop_does_not_wait_for_consumers_that_a_lost_channel_kept_from_beginning()
    {
        var (channel, fake) = FakeChannel.Make();
        fake.OnConsume = () =>
        {
            fake.Open = false;
            throw new IOException("The connection was lost.");
        };
        var consumers = Consumers();
        await Assert.ThrowsAsync<IOException>(() =>
            consumers.StartAsync(channel, ["topic", "topic.server"], _ => { }, TestContext.Current.CancellationToken));

        await consumers.StopAsync(CancellationToken.None).WaitAsync(WaitLimit.Default, TestContext.Current.CancellationToken);
    }

    private static QueueConsumers Consumers()
    {
        var settings = new RabbitSettings(TransportUrl.Parse("rabbit://h"), new RabbitOptions());
        var context = new DriverContext
        {
            LoggerFactory = NullLoggerFactory.Instance,
            TimeProvider = TimeProvider.System,
            ControlExchange = "openstack",
            MaxMessageSize = 1000,
        };
        return new QueueConsumers(
            new ListenOptions(), receiver: null!, replies: null!, new TopologyPlans(settings), stream: null, deadLetters: null,
            new IntakeBudget(1000, TimeProvider.System, NullLogger.Instance), settings, context, NullLogger.Instance);
    }
}
