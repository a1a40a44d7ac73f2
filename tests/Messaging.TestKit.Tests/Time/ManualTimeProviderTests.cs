namespace Messaging.TestKit.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var (start, stamp) = (_time.GetUtcNow(), _time.GetTimestamp());

        _time.Advance(3 * Second);

        Assert.Equal(start + (3 * Second), _time.GetUtcNow());
        Assert.Equal(3 * Second, _time.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_order_of_due_time_and_see_that_time()
    {
        using var late = Timer("late", 3 * Second);
        using var early = Timer("early", Second);
        using var tooLate = Timer("too late", 6 * Second);

        _time.Advance(5 * Second);

        Assert.Equal(["early at 1", "late at 3"], _fired);
        Assert.Equal(5 * Second, _time.Elapsed);
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void Timers_due_at_once_fire_in_the_order_in_which_they_were_armed()
    {
        using var first = Timer("first", Second);
        using var second = Timer("second", Second);
        first.Change(Second, Timeout.InfiniteTimeSpan);

        _time.Advance(Second);

        Assert.Equal(["second at 1", "first at 1"], _fired);
    }

    [Fact]
    public void A_periodic_timer_fires_as_often_as_its_period_fits()
    {
        using var timer = Timer("tick", Second, 2 * Second);

        _time.Advance(5 * Second);

        Assert.Equal(["tick at 1", "tick at 3", "tick at 5"], _fired);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_fires_in_the_same_advance_if_it_is_due()
    {
        ITimer? inner = null;
        using var outer = _time.CreateTimer(_ => inner = Timer("inner", Second), null, Second, Timeout.InfiniteTimeSpan);

        _time.Advance(2 * Second);

        Assert.Equal(["inner at 2"], _fired);
        inner!.Dispose();
    }

    [Fact]
    public async Task A_disposed_timer_does_not_fire_and_cannot_be_changed()
    {
        var timer = Timer("never", Second);
        await timer.DisposeAsync();

        _time.Advance(2 * Second);

        Assert.False(timer.Change(Second, Second));
        Assert.Empty(_fired);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task Disposing_waits_for_a_callback_that_runs()
    {
        var point = new SyncPoint();
        var timer = _time.CreateTimer(_ => point.ParkAsync().GetAwaiter().GetResult(), null, Second, Timeout.InfiniteTimeSpan);
        var advancing = Task.Run(() => _time.Advance(Second));
        await point.WaitUntilParkedAsync();

        var disposing = timer.DisposeAsync().AsTask();

        Assert.False(disposing.IsCompleted);
        point.Release();
        await disposing.WaitAsync(WaitLimit.Default);
        await advancing;
    }

    [Fact]
    public async Task A_timer_due_now_fires_without_an_advance()
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = _time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(WaitLimit.Default);
    }

    [Fact]
    public async Task The_platform_can_wait_on_it()
    {
        using var cancellation = new CancellationTokenSource(4 * Second, _time);
        var delay = Task.Delay(2 * Second, _time);
        var timeout = new TaskCompletionSource().Task.WaitAsync(3 * Second, _time);
        await _time.WaitForTimersAsync(3);

        _time.Advance(2 * Second);
        await delay.WaitAsync(WaitLimit.Default);
        Assert.False(timeout.IsCompleted);
        _time.Advance(Second);
        await Assert.ThrowsAsync<TimeoutException>(() => timeout.WaitAsync(WaitLimit.Default));
        Assert.False(cancellation.IsCancellationRequested);
        _time.Advance(Second);
        Assert.True(cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task A_test_can_wait_until_the_code_has_gone_to_sleep()
    {
        var sleeping = _time.WaitForTimersAsync(1);
        Assert.False(sleeping.IsCompleted);

        using var timer = Timer("tick", Second);

        await sleeping;
    }

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) => _time.CreateTimer(
        _ => _fired.Add($"{name} at {_time.Elapsed.TotalSeconds}"), null, due, period ?? Timeout.InfiniteTimeSpan);
}
