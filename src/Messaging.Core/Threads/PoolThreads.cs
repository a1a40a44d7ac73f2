namespace Messaging.Threads;

/// <summary>The threads that the pool may have at once, without the half second that it otherwise waits before each: those that its owner wants, and ours.</summary>
/// <remarks>Not for two threads at a time.</remarks>
internal sealed class PoolThreads
{
    /// <summary>How many of them are ours.</summary>
    public int Added { get; private set; }

    /// <summary>Makes so many ours. The pool's limit, if its owner set one, is kept.</summary>
    public void Set(int added)
    {
        if (added == Added)
        {
            return;
        }

        // What the application has set meanwhile stays set: only our part of the number changes.
        ThreadPool.GetMinThreads(out var current, out var forIO);
        ThreadPool.GetMaxThreads(out var most, out _);
        var own = Math.Max(1, current - Added);
        var wanted = Math.Max(own, Math.Min(own + added, most));
        if (ThreadPool.SetMinThreads(wanted, forIO))
        {
            Added = wanted - own;
        }
    }
}
