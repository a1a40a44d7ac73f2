namespace Messaging.Threads;

/// <summary>A thread that users' methods run on, and what it runs: so that a method that blocks its thread is seen by <see cref="StarvationWatch"/>.</summary>
/// <remarks>A method costs two writes to memory of its own thread, and nothing that other threads wait for.</remarks>
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

    /// <summary>What the thread runs now, or null.</summary>
    public object? Run => Volatile.Read(ref _run);

    /// <summary>Whose method it runs, or ran last.</summary>
    public IMethodHost? Host => Volatile.Read(ref _host);

    /// <summary>Says that this thread begins to run a method. It ends, or comes to an await that has to wait, with <see cref="Leave"/>.</summary>
    /// <param name="run">The run; an object of its own for each.</param>
    /// <param name="host">Who runs it.</param>
    public static MethodThread Enter(object run, IMethodHost host)
    {
        var thread = _current ??= Create();
        Volatile.Write(ref thread._host, host);
        Volatile.Write(ref thread._run, run);
        StarvationWatch.Wake();
        return thread;
    }

    /// <summary>The thread is free for something else.</summary>
    public void Leave() => Volatile.Write(ref _run, null);

    /// <summary>Looks at the thread. For the watch, which looks at regular times.</summary>
    /// <returns>Whether it is where it was at the last look.</returns>
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
