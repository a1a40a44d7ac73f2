namespace Messaging.TestKit;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>. Its place in the queue is the provider's, under the provider's lock.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _lock = new();
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;
    private int _running;

    public long Due { get; set; }

    public TimeSpan Period { get; set; }

    /// <summary>The order of arming, which decides between timers that are due at the same time.</summary>
    public long Sequence { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (!_disposed)
            {
                clock.Arm(this, dueTime, period);
            }

            return !_disposed;
        }
    }

    public void Fire()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _running++;
        }

        try
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Invoke(), this);
            }
        }
        finally
        {
            lock (_lock)
            {
                _running--;
                FinishIfIdle();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            clock.Disarm(this);
            FinishIfIdle();
        }
    }

    /// <summary>Completes when no callback runs any more, as that of the system's timer does.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return new(_finished.Task);
    }

    private void Invoke() => callback(state);

    private void FinishIfIdle()
    {
        if (_disposed && _running == 0)
        {
            _finished.TrySetResult();
        }
    }
}
