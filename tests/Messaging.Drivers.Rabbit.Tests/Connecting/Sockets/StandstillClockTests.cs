using Messaging.Drivers.Rabbit.Connecting.Sockets;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Connecting.Sockets;

public sealed class StandstillClockTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly StandstillClock _clock;

    public StandstillClockTests() => _clock = new StandstillClock(Period, _time);

    [Fact]
    public void Ticks_in_time_are_steady()
    {
        Assert.True(Tick(Period));
        Assert.True(Tick(Period));
        Assert.True(Tick(1.9 * Period));
    }

    [Fact]
    public void A_tick_that_comes_late_is_not_and_neither_is_the_one_that_makes_up_for_it()
    {
        Assert.True(Tick(Period));
        Assert.False(Tick(10 * Period));
        Assert.False(Tick(TimeSpan.FromMilliseconds(1)));
        Assert.True(Tick(Period));
    }

    private bool Tick(TimeSpan after)
    {
        _time.Advance(after);
        return _clock.IsSteady();
    }
}
