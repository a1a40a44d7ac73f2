using Messaging.Core.Tests.Listening;
using Messaging.Drivers;
using Messaging.Intake;
using Messaging.Notifications.Listening;
using Messaging.TestKit;

namespace Messaging.Core.Tests.Intake;

public sealed class HoldLimitTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly ManualTimeProvider _clock = new();
    private readonly DeadlineWheel _wheel;
    private readonly MessagesInHand<NotificationDelivery> _inHand = new();
    private readonly List<(NotificationDelivery Message, bool Runs)> _log = [];
    private readonly HoldLimit<NotificationDelivery> _holdLimit;

    public HoldLimitTests()
    {
        _wheel = new DeadlineWheel(_clock);
        _holdLimit = new HoldLimit<NotificationDelivery>(_inHand, _wheel, (message, runs) => _log.Add((message, runs)));
    }

    public void Dispose() => _wheel.Dispose();

    [Fact]
    public void What_runs_for_too_long_is_acknowledged_once_and_goes_on()
    {
        _holdLimit.Start(Limit);
        EndedMessage message = new(), copy = new(), late = new();
        var delivery = Take(message, 1);
        Assert.True(delivery.TryBegin());
        _inHand.Add(EndedMessage.Of(copy, _inHand, 1, _clock));

        Pass(Limit * 0.9);
        Assert.Empty(message.Endings);
        Pass(Limit * 0.25);
        Assert.Equal(["acknowledged"], message.Endings);
        Assert.Equal(["acknowledged"], copy.Endings);

        _inHand.Add(EndedMessage.Of(late, _inHand, 1, _clock));
        Pass(Limit);
        Assert.Equal(["acknowledged"], late.Endings);
        Assert.Equal([(delivery, true)], _log);

        delivery.End(NotificationResult.Requeue);
        Assert.Equal(["acknowledged"], message.Endings);
        Assert.Equal(["acknowledged"], copy.Endings);
        Assert.True(_inHand.WhenEmpty().IsCompleted);
    }

    [Fact]
    public void What_waits_for_too_long_goes_back_and_does_not_run_here()
    {
        _holdLimit.Start(Limit);
        var message = new EndedMessage();
        var delivery = Take(message, 1);

        Pass(Limit * 1.25);

        Assert.Equal(["requeued"], message.Endings);
        Assert.Equal([(delivery, false)], _log);
        Assert.False(delivery.TryBegin());
        Assert.False(delivery.TryGiveBack());
        Assert.Equal(Arrival.New, _inHand.Add(EndedMessage.Of(new EndedMessage(), _inHand, 1, _clock)));
    }

    [Fact]
    public void What_came_later_stays()
    {
        _holdLimit.Start(Limit);
        Take(new EndedMessage(), 1);
        Pass(Limit / 2);
        var young = new EndedMessage();
        Take(young, 2);

        Pass(Limit * 0.75);

        Assert.Empty(young.Endings);
        Assert.Equal(1, _inHand.Count);
    }

    [Fact]
    public void Without_a_limit_nothing_is_looked_at()
    {
        _holdLimit.Start(Timeout.InfiniteTimeSpan);

        Assert.Equal(0, _wheel.Count);
    }

    private NotificationDelivery Take(EndedMessage message, ulong id)
    {
        var delivery = EndedMessage.Of(message, _inHand, id, _clock);
        Assert.Equal(Arrival.New, _inHand.Add(delivery));
        return delivery;
    }

    /// <summary>In steps, for the clock calls a timer once for each.</summary>
    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Limit / 80)
        {
            _clock.Advance(Limit / 80);
        }
    }
}
