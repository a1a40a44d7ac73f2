namespace Messaging.Drivers.Rabbit.Connections;

/// <summary>Waiting within a deadline.</summary>
internal static class DeadlineWaits
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Waits for a task that somebody else completes.</summary>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public static Task WaitAsync(this Deadline deadline, Task task, TimeProvider time, CancellationToken cancellationToken) =>
        task.WaitAsync(Left(deadline), time, cancellationToken);

    /// <summary>Waits for a task, and says in the error what it would have brought.</summary>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public static async Task WaitAsync(
        this Deadline deadline, Task task, string trouble, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(Left(deadline), time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(trouble, e);
        }
    }

    /// <inheritdoc cref="WaitAsync(Deadline, Task, TimeProvider, CancellationToken)"/>
    public static Task<T> WaitAsync<T>(this Deadline deadline, Task<T> task, TimeProvider time, CancellationToken cancellationToken) =>
        task.WaitAsync(Left(deadline), time, cancellationToken);

    private static TimeSpan Left(Deadline deadline) =>
        deadline.IsInfinite || deadline.TimeLeft > Longest ? Timeout.InfiniteTimeSpan : deadline.TimeLeft;
}
