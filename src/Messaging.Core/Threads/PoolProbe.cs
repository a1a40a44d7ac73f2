namespace Messaging.Threads;

/// <summary>Queues work to the thread pool to see whether it has a free thread.</summary>
internal sealed class PoolProbe : IThreadPoolWorkItem
{
    private bool _isQueued;
    private bool _isLate;

    /// <summary>Asks again if the last probe was answered. For the watch, which checks at regular intervals.</summary>
    /// <returns>Whether the pool has not answered for at least two checks.</returns>
    public bool Look()
    {
        if (Volatile.Read(ref _isQueued))
        {
            var isStarved = _isLate;
            _isLate = true;
            return isStarved;
        }

        _isLate = false;
        Volatile.Write(ref _isQueued, true);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return false;
    }

    void IThreadPoolWorkItem.Execute() => Volatile.Write(ref _isQueued, false);
}
