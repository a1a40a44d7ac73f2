namespace Messaging.Threads;

/// <summary>
/// Keeps methods that block their threads from starving the thread pool, on which the library, the drivers and other code depend too: for
/// each blocked thread it lets the pool have another.
/// </summary>
/// <remarks>
/// Runs on a thread of its own, because everything else waits for the pool. It checks while messages are in flight, and until it has given
/// back every thread. Nothing reports that a thread is blocked, so polling is the only way.
/// </remarks>
internal sealed class StarvationWatch
{
    private const int LooksUntilAsleep = 200;
    private const int LooksBetweenLogs = 1200;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private static readonly object Gate = new();
    private static readonly List<MethodThread> Threads = [];
    private static readonly List<IMethodHost> Hosts = [];
    private static volatile bool _isAwake;

    private readonly ThreadDemand _demand = new();
    private readonly PoolThreads _pool = new();
    private readonly PoolProbe _probe = new();
    private readonly HashSet<IMethodHost> _told = [];
    private int _quietLooks;
    private int _looksUntilTold = LooksBetweenLogs;

    private StarvationWatch()
    {
    }

    /// <summary>Starts checking, unless it already does. Called for each method, so it costs no more than reading a field.</summary>
    public static void Wake()
    {
        if (!_isAwake)
        {
            Start();
        }
    }

    /// <summary>Checks a thread from now on, until it has ended.</summary>
    public static void Add(MethodThread thread)
    {
        lock (Gate)
        {
            Threads.Add(thread);
        }
    }

    /// <summary>Watches the messages in flight of a host from now on.</summary>
    public static void Add(IMethodHost host)
    {
        lock (Gate)
        {
            Hosts.Add(host);
        }
    }

    /// <summary>Stops watching a host.</summary>
    public static void Remove(IMethodHost host)
    {
        lock (Gate)
        {
            Hosts.Remove(host);
        }
    }

    private static void Start()
    {
        lock (Gate)
        {
            if (_isAwake)
            {
                return;
            }

            _isAwake = true;
        }

        new Thread(new StarvationWatch().Run) { IsBackground = true, Name = "Messaging starvation watch" }.UnsafeStart();
    }

    private void Run()
    {
        while (true)
        {
            Action? log;
            lock (Gate)
            {
                Monitor.Wait(Gate, Period);
                log = Look();
                if (_quietLooks >= LooksUntilAsleep && _demand.Added == 0 && _pool.Added == 0 && TryFallAsleep())
                {
                    return;
                }
            }

            try
            {
                log?.Invoke();
            }
            catch (Exception)
            {
                // The user's logger failed, which must not end the watch.
            }
        }
    }

    /// <returns>What to log outside the lock; null for nothing.</returns>
    private Action? Look()
    {
        Threads.RemoveAll(static thread => !thread.IsAlive);
        var blocked = Threads.FindAll(static thread => thread.IsStuck());
        var inHand = Hosts.Sum(static host => host.InHand);
        var isStarved = _probe.Look();
        _demand.Look(blocked.Count, isStarved, ThreadPool.PendingWorkItemCount, inHand);
        _pool.Set(_demand.Added);
        if (--_looksUntilTold == 0)
        {
            _looksUntilTold = LooksBetweenLogs;
            _told.Clear();
        }

        _quietLooks = inHand > 0 || IsAnyRunning() ? 0 : _quietLooks + 1;
        return isStarved && inHand > 0 ? Log(blocked) : null;
    }

    /// <summary>Tells a host, unless it was told recently.</summary>
    private Action? Log(List<MethodThread> blocked)
    {
        var example = blocked.Find(static thread => thread.Run is not null);
        var host = example?.Host ?? Hosts.MaxBy(static host => host.InHand)!;
        if (!_told.Add(host))
        {
            return null;
        }

        var added = _pool.Added;
        var cause = example?.Run is { } run
            ? $"'{host.NameOf(run)}' blocks its thread, and so do {blocked.Count - 1} other methods."
            : "No method was seen to block before its first await: one may block after it, or another part of the process does.";
        return () => host.LogStarvation(cause, added);
    }

    private static bool TryFallAsleep()
    {
        _isAwake = false;

        // A method first records that it runs and then checks whether we are awake, without a barrier between the two, which would cost
        // each method one. This barrier covers all threads of the process.
        Interlocked.MemoryBarrierProcessWide();
        _isAwake = IsAnyRunning();
        return !_isAwake;
    }

    private static bool IsAnyRunning() => Threads.Exists(static thread => thread.Run is not null);
}
