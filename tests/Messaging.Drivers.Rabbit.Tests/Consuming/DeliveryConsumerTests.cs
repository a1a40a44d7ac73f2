using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Tests.Consuming;

/// <summary>The end of a consumer, which a stop waits for: it comes, or its channel is gone.</summary>
public sealed class DeliveryConsumerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeChannel _fake;
    private readonly IChannel _channel;
    private readonly DeliveryConsumer _consumer;

    public DeliveryConsumerTests()
    {
        (_channel, _fake) = FakeChannel.Make();
        _consumer = new Nothing(_channel);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_that_is_not_told_of_the_end_of_its_channel_holds_nobody_up()
    {
        await _consumer.ConsumeAsync("queue", autoAck: false, "tag", null, Token);
        _fake.Open = false;
        await _consumer.CancelAsync(Token);

        var end = _consumer.WaitForEndAsync(_time, Token);
        await _time.WaitForTimersAsync(1);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await end.WaitAsync(WaitLimit.Default, Token));
    }

    [Fact]
    public async Task A_slow_broker_is_waited_for()
    {
        await _consumer.ConsumeAsync("queue", autoAck: false, "tag", null, Token);

        var end = _consumer.WaitForEndAsync(_time, Token);
        for (var i = 0; i < 3; i++)
        {
            await _time.WaitForTimersAsync(1);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.False(end.IsCompleted);
        await _consumer.HandleBasicCancelOkAsync("tag", Token);
        Assert.True(await end.WaitAsync(WaitLimit.Default, Token));
    }

    private sealed class Nothing(IChannel channel) : DeliveryConsumer(channel, static _ => { })
    {
        protected override Task OnDelivery(in Delivery delivery) => Task.CompletedTask;
    }
}
