using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Serving;
using Messaging.Drivers.Rabbit.Tests.Support;
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
        var budget = new IntakeBudget(1000, TimeProvider.System, NullLogger.Instance);
        var side = new ServerSide(
            Line: null!, Declarers: null!, Replies: null!, Names: null!, Echo: null!, budget, TestRuntime.Make("rabbit://h", TimeProvider.System));
        return new QueueConsumers(new ListenOptions(), receiver: null!, stream: null, deadLetters: null, side);
    }
}
