namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Tells connections that the broker ends as soon as they are used from those that are lost: what is asked for through the next one gets
/// the same answer. Some codes may be an accident; not three times in a row.
/// </summary>
/// <remarks>Not for concurrent use.</remarks>
internal sealed class EarlyEnds(TimeProvider time)
{
    /// <summary>A connection that lives as long was let do its work.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromSeconds(10);

    private const int MaxAccidents = 2;

    private long _opened;
    private int _count;

    /// <summary>
    /// A connection is open. It is believed at once, but after others that ended early it has to prove itself by living for a while.
    /// </summary>
    /// <param name="lost">Ends when it is lost.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it is believed; false when it was lost before.</returns>
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
    /// <param name="refusal">What the broker said, when it ended it for something that was asked for.</param>
    /// <returns>The error for those who wait, or null after an ordinary loss.</returns>
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
