using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>
/// What goes on when its caller no longer waits: kept until it ends, so that nothing is forgotten and closing can wait for it.
/// </summary>
internal sealed class BackgroundWork(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

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

    public void Add(ValueTask work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            Add(work.AsTask());
        }
    }

    public void Add(Task work)
    {
        lock (_lock)
        {
            _running.Add(work);
        }

        _ = work.ContinueWith(
            static (task, self) => ((BackgroundWork)self!).Remove(task),
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing goes on, but not longer than it may take.</summary>
    public async Task DrainAsync(TimeSpan most, TimeProvider time)
    {
        var deadline = new Deadline(time, most);
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

            await Task.WhenAll(running).WaitAsync(deadline.TimeLeft, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            RabbitLog.BackgroundFailed(logger, error.InnerException ?? error);
        }
    }
}
