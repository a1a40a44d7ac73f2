namespace Messaging.Threads;

/// <summary>Asks the thread pool for a thread, to see whether it has a free one.</summary>
internal sealed class PoolProbe : IThreadPoolWorkItem
{
    private bool _isQueued;
    private bool _isLate;

    /// <summary>Asks again, when the last question was answered. For the watch, which looks at regular times.</summary>
    /// <returns>Whether the pool has been asked since two looks at least and has not answered.</returns>
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
