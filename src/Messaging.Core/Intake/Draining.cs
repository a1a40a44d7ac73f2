namespace Messaging.Intake;

/// <summary>The wait for what runs when a loop stops.</summary>
internal static class Draining
{
    /// <summary>How long methods that were cancelled get to end and to say so.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    /// <summary>Waits for all that is in hand; cancels it when that takes too long. What does not heed that goes back to the broker without its method.</summary>
    /// <param name="empty">Ends when nothing is in hand.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancelAsync">Cancels what is in hand.</param>
    /// <param name="time">Whose clock it is.</param>
    /// <param name="cancellationToken">Ends the wait as the limit does.</param>
    public static async Task WaitAsync(
        Task empty, TimeSpan limit, Func<Task> cancelAsync, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await empty.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await cancelAsync().ConfigureAwait(false);
            await empty.WaitAsync(CancelGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
