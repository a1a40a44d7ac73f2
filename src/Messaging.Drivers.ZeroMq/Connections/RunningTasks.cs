using Messaging.Drivers.ZeroMq.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>What goes on when its caller no longer waits: kept until it ends, so that closing can wait for it and no failure is lost.</summary>
internal sealed class RunningTasks(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    public void Add(Task work)
    {
        if (work.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _running.Add(work);
        }

        _ = work.ContinueWith(
            static (task, self) => ((RunningTasks)self!).Remove(task),
            this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing goes on.</summary>
    public async Task DrainAsync()
    {
        while (true)
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

            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var task in running)
            {
                Remove(task);
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
            ZeroMqLog.WorkFailed(logger, error.InnerException ?? error);
        }
    }
}
