namespace Messaging.Drivers;

/// <summary>The time limit of a call or a send, on a monotonic clock. It starts when it is created.</summary>
public readonly struct Deadline
{
    private const int MostDays = 24; // No timer runs much longer.

    private readonly TimeProvider _time;
    private readonly long _start;

    /// <summary>Starts the clock.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="timeout">The time limit; more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</param>
    public Deadline(TimeProvider time, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        Timeout = timeout;
    }

    /// <summary>Creates a deadline that started at a timestamp of the clock.</summary>
    internal Deadline(TimeProvider time, long start, TimeSpan timeout)
    {
        _time = time;
        _start = start;
        Timeout = timeout;
    }

    /// <summary>The whole time limit.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsInfinite => Timeout == System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The remaining time, never less than zero; <see cref="TimeSpan.MaxValue"/> when there is no limit.</summary>
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

    /// <summary>The time since the clock was started, even when there is no limit.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Whether the time is over.</summary>
    public bool IsPast => TimeLeft == TimeSpan.Zero;

    /// <summary>Waits for a task that somebody else completes. A deadline more than 24 days away counts as no limit.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes as the other does.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    public Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(ToWait(), _time, cancellationToken);
    }

    /// <inheritdoc cref="WaitAsync(Task, CancellationToken)"/>
    /// <typeparam name="T">The type of the task's result.</typeparam>
    public Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.WaitAsync(ToWait(), _time, cancellationToken);
    }

    private TimeSpan ToWait() => TimeLeft is var left && left.TotalDays < MostDays ? left : System.Threading.Timeout.InfiniteTimeSpan;
}
