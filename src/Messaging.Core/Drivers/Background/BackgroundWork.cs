namespace Messaging.Drivers;

/// <summary>Work that continues when its caller no longer waits: tracked until it ends, so that closing can wait for it and no failure is
/// lost.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public sealed class BackgroundWork
{
    private readonly Action<Exception> _onFailed;
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Creates an empty set.</summary>
    /// <param name="onFailed">Logs the error of work that failed. Called from any thread; it does not throw.</param>
    /// <exception cref="ArgumentNullException"><paramref name="onFailed"/> is null.</exception>
    public BackgroundWork(Action<Exception> onFailed)
    {
        ArgumentNullException.ThrowIfNull(onFailed);
        _onFailed = onFailed;
    }

    /// <summary>The amount of work in progress.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Tracks work that has begun. It may already have ended; a cancellation does not count as a failure.</summary>
    /// <param name="work">The work.</param>
    public void Add(ValueTask work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            Add(work.AsTask());
        }
    }

    /// <inheritdoc cref="Add(ValueTask)"/>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is null.</exception>
    public void Add(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _running.Add(work);
        }

        _ = work.ContinueWith(
            static (task, self) => ((BackgroundWork)self!).Remove(task),
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until all work has ended, including work that is added meanwhile.</summary>
    /// <param name="deadline">When to stop waiting.</param>
    /// <returns>A task that never fails.</returns>
    public async Task DrainAsync(Deadline deadline)
    {
        while (!deadline.IsPast)
        {
            Task[] running;
            lock (_lock)
            {
                running = [.. _running];
            }

            if (running.Length == 0)
            {
                return;
            }

            await deadline.WaitAsync(Task.WhenAll(running), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var task in running)
            {
                if (task.IsCompleted)
                {
                    Remove(task);
                }
            }
        }
    }

    private void Remove(Task task)
    {
        bool removed;
        lock (_lock)
        {
            removed = _running.Remove(task);
        }

        if (removed && task.Exception is { } error)
        {
            _onFailed(error.InnerException ?? error);
        }
    }
}
