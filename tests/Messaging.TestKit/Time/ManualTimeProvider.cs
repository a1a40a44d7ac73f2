namespace Messaging.TestKit;

/// <summary>
/// A clock that stands still until the test advances it. Its timers fire on the thread that advances, in the order of their due
/// times, and see the time at which they were due. Safe for use by many threads.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _armed = new(Comparer<ManualTimer>.Create(
        static (x, y) => (x.Due, x.Sequence).CompareTo((y.Due, y.Sequence))));
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];
    private readonly DateTimeOffset _start;
    private long _now;
    private long _sequence;

    /// <summary>A clock that starts at midnight of 1 January 2030, UTC.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that starts at the given moment.</summary>
    public ManualTimeProvider(DateTimeOffset start) => _start = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The time that has been advanced since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Makes a timer. One that is due at once fires on the thread pool, as the system's do.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock, and fires on the way what is due: a periodic timer as often as its period fits. Returns when the callbacks
    /// have returned; an exception of a callback comes out here.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetTimestamp() + by.Ticks;
        while (TakeDue(target) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Waits until at least that many timers wait to fire: the code under test has gone to sleep and time may advance.</summary>
    /// <exception cref="TimeoutException">They were not there within the limit of real time.</exception>
    public async Task WaitForTimersAsync(int count, TimeSpan? limit = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waits.Add((count, reached));
            CompleteWaits();
        }

        try
        {
            await reached.Task.WaitAsync(limit ?? WaitLimit.Default);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {limit ?? WaitLimit.Default} for {count} armed timers; there are {ArmedTimers}.");
        }
    }

    /// <summary>Puts a timer into the queue for its next time, or for none, in place of where it was.</summary>
    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period : TimeSpan.Zero;
            if (dueTime > TimeSpan.Zero)
            {
                Enqueue(timer, _now + dueTime.Ticks);
            }
            else if (dueTime == TimeSpan.Zero)
            {
                Repeat(timer, _now);
                ThreadPool.UnsafeQueueUserWorkItem(static due => due.Fire(), timer, preferLocal: false);
            }

            CompleteWaits();
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
        }
    }

    // The earliest timer that is due by the target, with the clock set to its time; when there is none left, the clock is at the target.
    private ManualTimer? TakeDue(long target)
    {
        lock (_lock)
        {
            var due = _armed.Min is { } first && first.Due <= target ? first : null;
            Interlocked.Exchange(ref _now, Math.Max(_now, due?.Due ?? target));
            if (due is not null)
            {
                _armed.Remove(due);
                Repeat(due, due.Due);
            }

            return due;
        }
    }

    private void Repeat(ManualTimer timer, long after)
    {
        if (timer.Period > TimeSpan.Zero)
        {
            Enqueue(timer, after + timer.Period.Ticks);
        }
    }

    private void Enqueue(ManualTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = _sequence++;
        _armed.Add(timer);
    }

    private void CompleteWaits()
    {
        foreach (var (_, reached) in _waits.Where(wait => wait.Count <= _armed.Count))
        {
            reached.TrySetResult();
        }

        _waits.RemoveAll(wait => wait.Reached.Task.IsCompleted);
    }
}
