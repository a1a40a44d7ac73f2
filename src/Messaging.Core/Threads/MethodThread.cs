namespace Messaging.Threads;

/// <summary>A thread that runs users' methods, and what it runs: so that <see cref="StarvationWatch"/> sees a method that blocks its
/// thread.</summary>
/// <remarks>A method costs two writes to memory of its own thread, and other threads never wait for it.</remarks>
internal sealed class MethodThread
{
    [ThreadStatic]
    private static MethodThread? _current;

    private readonly Thread _thread = Thread.CurrentThread;
    private IMethodHost? _host;
    private object? _run;
    private object? _seen;

    /// <summary>Whether the thread has not ended.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>The current run of the thread, or null.</summary>
    public object? Run => Volatile.Read(ref _run);

    /// <summary>The host whose method it runs, or ran last.</summary>
    public IMethodHost? Host => Volatile.Read(ref _host);

    /// <summary>Records that this thread begins to run a method. Call <see cref="Leave"/> when the method ends or reaches an await that
    /// waits.</summary>
    /// <param name="run">The run; a separate object for each.</param>
    /// <param name="host">The host that runs it.</param>
    public static MethodThread Enter(object run, IMethodHost host)
    {
        var thread = _current ??= Create();
        Volatile.Write(ref thread._host, host);
        Volatile.Write(ref thread._run, run);
        StarvationWatch.Wake();
        return thread;
    }

    /// <summary>Records that the thread is free again.</summary>
    public void Leave() => Volatile.Write(ref _run, null);

    /// <summary>Checks the thread. For the watch, which checks at regular intervals.</summary>
    /// <returns>Whether it is where it was at the last check.</returns>
    public bool IsStuck()
    {
        var run = Run;
        var isStuck = run is not null && run == _seen;
        _seen = run;
        return isStuck;
    }

    private static MethodThread Create()
    {
        var thread = new MethodThread();
        StarvationWatch.Add(thread);
        return thread;
    }
}
