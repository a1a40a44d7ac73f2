namespace Messaging.Intake;

/// <summary>Waits for running methods when a loop stops.</summary>
internal static class Draining
{
    /// <summary>How long cancelled methods get to end and to answer.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    /// <summary>Waits for all messages in flight, and cancels them when that takes too long. Messages whose methods ignore the cancellation
    /// go back to the broker without them.</summary>
    /// <param name="empty">Completes when nothing is in flight.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancelAsync">Cancels the messages in flight.</param>
    /// <param name="time">The clock.</param>
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
