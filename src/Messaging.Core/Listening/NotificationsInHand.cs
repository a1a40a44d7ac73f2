using Messaging.Drivers;

namespace Messaging.Listening;

/// <summary>The notifications that a listener has in hand, and the ids of those it was last done with: so that what comes twice is handled once.</summary>
internal sealed class NotificationsInHand
{
    private const int Remembered = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<MessageId, NotificationDelivery?> _deliveries = [];
    private readonly Queue<MessageId> _done = new();
    private TaskCompletionSource? _empty;
    private int _count;

    /// <summary>The number of notifications in hand.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes a notification in, unless it is here or was: then the copy shares the ending of the first.</summary>
    /// <returns>False for a copy, which has its ending or will have it.</returns>
    public bool TryAdd(NotificationDelivery delivery)
    {
        lock (_lock)
        {
            if (!_deliveries.TryGetValue(delivery.Key, out var first))
            {
                _deliveries.Add(delivery.Key, delivery);
                _count++;
                return true;
            }

            if (first is not null)
            {
                first.AddCopy(delivery.Message);
                return false;
            }
        }

        delivery.Message.Acknowledge();
        return false;
    }

    /// <summary>Gives a notification its ending and lets it go.</summary>
    public void End(NotificationDelivery delivery, NotificationResult result)
    {
        // First forgotten, for what goes back may come again at once and is no copy then.
        Forget(delivery, isDone: result == NotificationResult.Handled);
        delivery.End(result);
        TaskCompletionSource? empty = null;
        lock (_lock)
        {
            if (--_count == 0)
            {
                empty = _empty;
            }
        }

        empty?.TrySetResult();
    }

    /// <summary>Ends when no notification is in hand. Called once, after the intake has stopped.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _empty.TrySetResult();
            }

            return _empty.Task;
        }
    }

    private void Forget(NotificationDelivery delivery, bool isDone)
    {
        lock (_lock)
        {
            if (!isDone)
            {
                _deliveries.Remove(delivery.Key);
                return;
            }

            _deliveries[delivery.Key] = null;
            _done.Enqueue(delivery.Key);
            if (_done.Count > Remembered)
            {
                _deliveries.Remove(_done.Dequeue());
            }
        }
    }
}
