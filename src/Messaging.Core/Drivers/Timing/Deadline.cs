namespace Messaging.Drivers;

/// <summary>The time that a call or a send was given, on a monotonic clock. It starts when it is made.</summary>
public readonly struct Deadline
{
    private const int MostDays = 24; // No timer runs much longer.

    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Starts the clock.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">The time that is given; more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</param>
    public Deadline(TimeProvider time, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        Timeout = timeout;
    }

    /// <summary>One whose clock was started at a time stamp of the clock.</summary>
    internal Deadline(TimeProvider time, long start, TimeSpan timeout)
    {
        _time = time;
        _start = start;
        Timeout = timeout;
    }

    /// <summary>The time that was given in all.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsInfinite => Timeout == System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The time that is left, never less than zero; <see cref="TimeSpan.MaxValue"/> when there is no limit.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            if (IsInfinite)
            {
                return TimeSpan.MaxValue;
            }

            var left = Timeout - Elapsed;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The time since the clock was started, also when there is no limit.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Whether the time is over.</summary>
    public bool IsPast => TimeLeft == TimeSpan.Zero;

    /// <summary>Waits for a task that somebody else completes. What is more than 24 days away is no limit for it.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends as the other one does.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    public Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(ToWait(), _time, cancellationToken);
    }

    /// <inheritdoc cref="WaitAsync(Task, CancellationToken)"/>
    /// <typeparam name="T">What the task brings.</typeparam>
    public Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(ToWait(), _time, cancellationToken);
    }

    private TimeSpan ToWait() => TimeLeft is var left && left.TotalDays < MostDays ? left : System.Threading.Timeout.InfiniteTimeSpan;
}
