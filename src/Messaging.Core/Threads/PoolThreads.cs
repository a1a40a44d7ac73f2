namespace Messaging.Threads;

/// <summary>The threads that the pool may create at once, without the half second that it otherwise waits before each: those that its owner
/// configured, and ours.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PoolThreads
{
    /// <summary>How many of them we have added.</summary>
    public int Added { get; private set; }

    /// <summary>Sets how many we add. The pool's limit, if its owner set one, is kept.</summary>
    public void Set(int added)
    {
        if (added == Added)
        {
            return;
        }

        // Numbers that the application has set meanwhile are kept: only our part changes.
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
