using Messaging.Threads;

namespace Messaging.Notifications.Listening;

/// <summary>Handles up to a number of batches at a time on the thread pool; the others wait in order.</summary>
internal sealed class BatchLanes(int concurrency, Func<NotificationDelivery[], Task> work, IMethodHost host)
{
    private readonly Lock _lock = new();
    private readonly Queue<NotificationDelivery[]> _waiting = new();
    private int _running;
    private bool _closed;

    public void Add(NotificationDelivery[] batch)
    {
        lock (_lock)
        {
            if (_closed || _running >= concurrency)
            {
                _waiting.Enqueue(batch);
                return;
            }

            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Lanes.RunAsync(state.Batch), (Lanes: this, Batch: batch), preferLocal: false);
    }

    /// <summary>No further batch begins.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>The batches that have not begun.</summary>
    public IReadOnlyList<NotificationDelivery[]> TakeWaiting()
    {
        lock (_lock)
        {
            NotificationDelivery[][] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>Handles a batch and then the waiting ones. The work never throws; its end is awaited through the settlement of its
    /// notifications.</summary>
    private async Task RunAsync(NotificationDelivery[] batch)
    {
        for (var next = batch; next is not null; next = Next())
        {
            var thread = MethodThread.Enter(next, host);
            var working = work(next);
            thread.Leave();
            await working.ConfigureAwait(false);
        }
    }

    private NotificationDelivery[]? Next()
    {
        lock (_lock)
        {
            if (!_closed && _waiting.TryDequeue(out var next))
            {
                return next;
            }

            _running--;
            return null;
        }
    }
}
