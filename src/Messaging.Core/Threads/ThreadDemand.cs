namespace Messaging.Threads;

/// <summary>How many threads the pool needs beyond its own number: one for each that a method blocks, and more when it had none free.</summary>
/// <remarks>Not for two threads at a time.</remarks>
internal sealed class ThreadDemand
{
    /// <summary>The most threads that are added. A thread takes some hundred kilobytes.</summary>
    public const int MaxAdded = 1024;

    /// <summary>For how many looks threads are kept that are no longer needed.</summary>
    public const int LooksKept = 600;

    private int _calmLooks;

    /// <summary>How many are wanted now.</summary>
    public int Added { get; private set; }

    /// <summary>Takes a look into account.</summary>
    /// <param name="blocked">How many threads are blocked by methods.</param>
    /// <param name="isStarved">Whether the pool had no free thread for a while.</param>
    /// <param name="queued">How much waits for a thread of the pool.</param>
    /// <param name="inHand">How many messages are in hand: as many threads can be blocked by methods at the most.</param>
    public void Look(int blocked, bool isStarved, long queued, int inHand)
    {
        var need = blocked;
        if (isStarved)
        {
            // A method that blocks after an await cannot be told from others: doubled, the number is found soon.
            var most = Math.Max(inHand, blocked);
            need = (int)Math.Clamp(Math.Max(2L * Added, blocked + queued), blocked, most);
        }

        need = Math.Min(need, MaxAdded);
        if (need >= Added)
        {
            Added = need;
            _calmLooks = 0;
        }
        else if (++_calmLooks >= LooksKept)
        {
            // Not all at once: what blocks after an await is missed only when its thread is gone.
            Added = Math.Max(need, Added / 2);
            _calmLooks = 0;
        }
    }
}
