using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Tests.Sending.Messages;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

public sealed class FenceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeChannel _fake;
    private readonly PublishChannel _channel;

    public FenceTests()
    {
        (var inner, _fake) = FakeChannel.Make();
        _channel = new PublishChannel(inner, () => { }, _time, fencing: new BackgroundWork(static _ => { }));
    }

    [Fact]
    public async Task What_was_sent_is_asked_about_after_a_moment_at_once()
    {
        FakeShipment one = new(), two = new();
        await _channel.PublishAsync(one);
        await _channel.PublishAsync(two);
        Assert.Equal(["publish", "publish"], _fake.Written);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["publish", "publish", "ask"], _fake.Written);
        Assert.Equal(["sent", "confirmed"], one.Fate);
        Assert.Equal(["sent", "confirmed"], two.Fate);
        Assert.Equal(0, _channel.Unconfirmed);
    }

    [Fact]
    public async Task Many_are_asked_about_without_waiting()
    {
        for (var i = 0; i < 128; i++)
        {
            await _channel.PublishAsync(new FakeShipment());
        }

        Assert.Equal("ask", _fake.Written[^1]);
        Assert.Equal(0, _channel.Unconfirmed);
    }

    [Fact]
    public async Task So_are_large_ones_which_are_kept_until_there_is_an_answer()
    {
        for (var i = 0; i < 2; i++)
        {
            var shipment = new FakeShipment();
            shipment.Body.Write(new byte[128 * 1024]);
            await _channel.PublishAsync(shipment);
        }

        Assert.Equal(["publish", "publish", "ask"], _fake.Written);
        Assert.Equal(0, _channel.Unconfirmed);
        await _channel.PublishAsync(new FakeShipment());
        Assert.Equal(1, _channel.Unconfirmed);
    }

    [Fact]
    public async Task What_is_sent_while_a_question_is_under_way_has_to_wait_for_the_next()
    {
        var answer = new TaskCompletionSource();
        _fake.OnAsk = () => answer.Task;
        FakeShipment before = new(), after = new();
        await _channel.PublishAsync(before);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await _channel.PublishAsync(after);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        _fake.OnAsk = null;
        answer.SetResult();
        Assert.Equal(["sent", "confirmed"], before.Fate);
        Assert.Equal(["sent"], after.Fate);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["sent", "confirmed"], after.Fate);
    }

    [Fact]
    public async Task The_end_of_the_channel_is_told_to_what_was_not_asked_about()
    {
        var shipment = new FakeShipment();
        await _channel.PublishAsync(shipment);
        await _fake.ShutDownAsync(320, "gone");
        Assert.Equal(["sent", "lost 320 gone"], shipment.Fate);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task A_channel_whose_question_failed_is_not_used_again()
    {
        _fake.OnAsk = () => Task.FromException(new TimeoutException());
        await _channel.PublishAsync(new FakeShipment());
        Assert.True(_channel.IsUsable);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(_channel.IsUsable);
        Assert.Equal(1, _channel.Unconfirmed);
    }

    [Fact]
    public async Task The_answer_says_nothing_about_one_message_so_no_trust_comes_of_it()
    {
        var shipment = new FakeShipment();
        await _channel.PublishAsync(shipment);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["sent", "confirmed"], shipment.Fate);
        Assert.False(shipment.Route.Trust.Holds(_time));
    }
}
