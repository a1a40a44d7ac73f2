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

    [Fact]
    public async Task A_wait_ends_with_its_task_or_with_the_time()
    {
        var token = TestContext.Current.CancellationToken;
        var never = new TaskCompletionSource<int>();
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));

        Assert.Equal(7, await deadline.WaitAsync(Task.FromResult(7), token));
        var waiting = deadline.WaitAsync(never.Task, token);
        var cancelled = deadline.WaitAsync((Task)never.Task, new CancellationToken(canceled: true));
        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public async Task A_wait_longer_than_a_timer_runs_is_one_without_a_limit(int? days)
    {
        var task = new TaskCompletionSource();
        var deadline = new Deadline(_clock, days is { } limit ? TimeSpan.FromDays(limit) : Timeout.InfiniteTimeSpan);

        var waiting = deadline.WaitAsync(task.Task, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromDays(100));
        Assert.False(waiting.IsCompleted);
        task.SetResult();

        await waiting;
    }
}
