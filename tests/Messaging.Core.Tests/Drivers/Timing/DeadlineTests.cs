using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Timing;

public sealed class DeadlineTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void The_clock_runs_from_the_start_to_the_end_and_not_beyond()
    {
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), deadline.TimeLeft);
        Assert.False(deadline.IsPast);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(deadline.IsPast);
        _clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(TimeSpan.Zero, deadline.TimeLeft);
        Assert.Equal(TimeSpan.FromSeconds(10), deadline.Timeout);
    }

    [Fact]
    public void Without_a_limit_it_never_ends()
    {
        var deadline = new Deadline(_clock, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromDays(10_000));

        Assert.True(deadline.IsInfinite);
        Assert.False(deadline.IsPast);
        Assert.Equal(TimeSpan.MaxValue, deadline.TimeLeft);
    }
}
