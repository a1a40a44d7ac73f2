using System.Collections.Concurrent;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers;

public sealed class BackgroundWorkTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly BackgroundWork _work;

    public BackgroundWorkTests() => _work = new BackgroundWork(_failures.Enqueue);

    private Deadline Forever => new(_clock, Timeout.InfiniteTimeSpan);

    [Fact]
    public async Task A_failure_is_told_once_and_a_cancellation_is_none()
    {
        var error = new InvalidOperationException("no");
        var late = new TaskCompletionSource();
        _work.Add(Task.FromException(error));
        _work.Add(ValueTask.FromException(error));
        _work.Add(Task.FromCanceled(new CancellationToken(canceled: true)));
        _work.Add(Task.CompletedTask);
        _work.Add(ValueTask.CompletedTask);
        _work.Add(late.Task);

        late.SetException(error);
        await _work.DrainAsync(Forever);

        Assert.Equal([error, error, error], _failures);
        Assert.Equal(0, _work.Count);
    }

    [Fact]
    public async Task Draining_waits_for_what_is_added_meanwhile()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        _work.Add(first.Task);
        var draining = _work.DrainAsync(Forever);

        _work.Add(second.Task);
        first.SetResult();
        Assert.False(draining.IsCompleted);
        second.SetResult();

        await draining;
        Assert.Equal(0, _work.Count);
    }

    [Fact]
    public async Task Draining_ends_with_its_time_and_what_goes_on_is_kept()
    {
        var never = new TaskCompletionSource();
        _work.Add(never.Task);
        var draining = _work.DrainAsync(new Deadline(_clock, TimeSpan.FromSeconds(5)));

        _clock.Advance(TimeSpan.FromSeconds(5));

        await draining;
        Assert.Equal(1, _work.Count);
    }
}
