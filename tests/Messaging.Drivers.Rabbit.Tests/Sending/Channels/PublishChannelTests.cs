using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Tests.Sending.Messages;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

public sealed class PublishChannelTests
{
    [Fact]
    public async Task Confirms_come_after_the_channel_is_free_again()
    {
        var (inner, fake) = FakeChannel.Make();
        var channel = new PublishChannel(inner, () => { }, TimeProvider.System);
        FakeShipment one = new(), two = new();
        Assert.True(await channel.PublishAsync(one));
        Assert.True(await channel.PublishAsync(two));
        Assert.Equal(2, channel.Unconfirmed);

        await fake.AckAsync(2, multiple: true);
        Assert.Equal(["sent", "confirmed"], one.Fate);
        Assert.Equal(["sent", "confirmed"], two.Fate);
    }

    [Fact]
    public async Task A_channel_that_is_refused_a_message_is_not_used_again_unless_it_is_new()
    {
        var time = new ManualTimeProvider();
        var (inner, fake) = FakeChannel.Make();
        var channel = new PublishChannel(inner, () => { }, time);
        FakeShipment one = new(), two = new();
        Assert.True(await channel.PublishAsync(one));
        Assert.True(await channel.PublishAsync(two));

        await fake.NackAsync(1);
        Assert.True(channel.IsUsable);
        time.Advance(TimeSpan.FromSeconds(1));
        await fake.NackAsync(2);
        Assert.False(channel.IsUsable);
        Assert.Equal(["sent", "refused"], two.Fate);
    }

    [Fact]
    public async Task A_channel_that_ended_before_the_write_sends_nothing_and_says_so()
    {
        var (inner, fake) = FakeChannel.Make();
        fake.OnWrite = () => Task.FromException(new AlreadyClosedException(new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "gone")));
        var channel = new PublishChannel(inner, () => { }, TimeProvider.System);
        var shipment = new FakeShipment();

        Assert.False(await channel.PublishAsync(shipment));
        Assert.Empty(shipment.Fate);
        Assert.False(channel.IsUsable);
    }

    [Fact]
    public async Task The_end_during_the_write_is_reported_once()
    {
        var (inner, fake) = FakeChannel.Make();
        var channel = new PublishChannel(inner, () => { }, TimeProvider.System);
        fake.OnWrite = async () =>
        {
            await fake.ShutDownAsync(320, "CONNECTION_FORCED");
            throw new AlreadyClosedException(new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "gone"));
        };
        var shipment = new FakeShipment();

        Assert.True(await channel.PublishAsync(shipment));
        Assert.Equal(["lost 320 CONNECTION_FORCED"], shipment.Fate);
        Assert.False(await channel.PublishAsync(new FakeShipment()));
    }

    [Fact]
    public async Task A_missing_exchange_makes_the_connection_declare_again()
    {
        var forgotten = 0;
        var (inner, fake) = FakeChannel.Make();
        _ = new PublishChannel(inner, () => forgotten++, TimeProvider.System);
        await fake.ShutDownAsync(404, "NOT_FOUND");
        Assert.Equal(1, forgotten);
    }
}
