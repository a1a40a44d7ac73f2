namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Waiting within a deadline.</summary>
internal static class DeadlineWaits
{
    /// <summary>Waits for a task; the error says what was missing.</summary>
    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public static async Task WaitAsync(this Deadline deadline, Task task, string trouble, CancellationToken cancellationToken)
    {
        try
        {
            await deadline.WaitAsync(task, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(trouble, e);
        }
    }
}
