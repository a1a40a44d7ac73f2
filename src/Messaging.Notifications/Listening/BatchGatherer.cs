using Messaging.Drivers;

namespace Messaging.Notifications.Listening;

/// <summary>Collects notifications into batches: a batch is complete when it is full, or when its first notification has waited long
/// enough.</summary>
internal sealed class BatchGatherer : IDisposable
{
    // Held while a batch is passed on, so that code that takes the remainder knows that the earlier ones were already passed on.
    private readonly Lock _lock = new();
    private readonly int _size;
    private readonly TimeSpan _longestWait;
    private readonly TimeProvider _time;
    private readonly Action<NotificationDelivery[]> _onWhole;
    private readonly ITimer? _timer;
    private readonly List<NotificationDelivery> _gathered = [];
    private Deadline _due;

    public BatchGatherer(int size, TimeSpan longestWait, TimeProvider time, Action<NotificationDelivery[]> onWhole)
    {
        _size = size;
        _longestWait = longestWait;
        _time = time;
        _onWhole = onWhole;
        if (size > 1 && longestWait != Timeout.InfiniteTimeSpan)
        {
            _timer = time.CreateTimer(
                static gatherer => ((BatchGatherer)gatherer!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Add(NotificationDelivery delivery)
    {
        if (_size == 1)
        {
            _onWhole([delivery]);
            return;
        }

        lock (_lock)
        {
            _gathered.Add(delivery);
            if (_gathered.Count == _size)
            {
                _onWhole(Take());
            }
            else if (_gathered.Count == 1 && _timer is not null)
            {
                _due = new Deadline(_time, _longestWait);
                _timer.Change(_longestWait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The collected notifications that are not a complete batch.</summary>
    public NotificationDelivery[] TakeGathered()
    {
        lock (_lock)
        {
            return Take();
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_gathered.Count > 0 && _due.IsPast)
            {
                _onWhole(Take());
            }
            else if (_gathered.Count > 0)
            {
                // The timer belonged to the previous batch.
                _timer!.Change(_due.TimeLeft, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private NotificationDelivery[] Take()
    {
        NotificationDelivery[] taken = [.. _gathered];
        _gathered.Clear();
        return taken;
    }
}
