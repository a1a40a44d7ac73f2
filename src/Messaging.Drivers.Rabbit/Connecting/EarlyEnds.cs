namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Distinguishes connections that the broker ends as soon as they are used from those that are lost: a request repeated on the next
/// connection gets the same answer. Some codes may be accidental, but not three times in a row.
/// </summary>
/// <remarks>Not for concurrent use.</remarks>
internal sealed class EarlyEnds(TimeProvider time)
{
    /// <summary>A connection that lives this long was allowed to do its work.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    private const int MaxAccidents = 2;

    private long _opened;
    private int _count;

    /// <summary>
    /// A connection is open. It is trusted at once, but after others that ended early it must first stay open for a while.
    /// </summary>
    /// <param name="lost">Completes when the connection is lost.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it is trusted; false when it was lost before.</returns>
    public async ValueTask<bool> OnOpenedAsync(Task lost, CancellationToken cancellationToken)
    {
        _opened = time.GetTimestamp();
        if (_count == 0)
        {
            return true;
        }

        try
        {
            await lost.WaitAsync(Early, time, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (TimeoutException)
        {
            _count = 0;
            return true;
        }
    }

    /// <summary>The connection ended.</summary>
    /// <param name="refusal">The broker's reason, when it ended the connection because of a request.</param>
    /// <returns>The error for waiting callers, or null after an ordinary loss.</returns>
    public ConnectionFailedException? OnLost(ConnectionFailedException? refusal)
    {
        if (refusal is null || time.GetElapsedTime(_opened) >= Early)
        {
            _count = 0;
            return null;
        }

        return ++_count > MaxAccidents && refusal.IsTransient
            ? new ConnectionFailedException(refusal.Message, isTransient: false, refusal.InnerException)
            : refusal;
    }
}
