namespace Messaging.Threads;

/// <summary>How many threads the pool needs beyond its own number: one for each thread that a method blocks, and more when it had none
/// free.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ThreadDemand
{
    /// <summary>The most threads that are added. A thread takes some hundred kilobytes of memory.</summary>
    public const int MaxAdded = 1024;

    /// <summary>For how many checks threads that are no longer needed are kept.</summary>
    public const int LooksKept = 600;

    private int _calmLooks;

    /// <summary>How many are needed now.</summary>
    public int Added { get; private set; }

    /// <summary>Takes a check into account.</summary>
    /// <param name="blocked">How many threads are blocked by methods.</param>
    /// <param name="isStarved">Whether the pool had no free thread for a while.</param>
    /// <param name="queued">How many work items wait for a thread of the pool.</param>
    /// <param name="inHand">How many messages are in flight: methods can block at most that many threads.</param>
    public void Look(int blocked, bool isStarved, long queued, int inHand)
    {
        var need = blocked;
        if (isStarved)
        {
            // A method that blocks after an await cannot be told from others: doubling finds the number soon.
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
            // Not all at once: a method that blocks after an await is noticed only once its thread is missing.
            Added = Math.Max(need, Added / 2);
            _calmLooks = 0;
        }
    }
}
