using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// The reply queues found missing within the last minute, so that a server does not keep writing to dead callers. oslo.messaging keeps as
/// many for as long.
/// </summary>
internal sealed class GoneCallers(TimeProvider time, ILogger logger) : IDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = [];
    private readonly Queue<(string Name, long Since)> _order = new();
    private readonly LogThrottle _news = new(time, (count, queues) => RabbitLog.RepliesUnroutable(logger, count, queues));
    private volatile bool _any;

    /// <summary>Whether a reply queue was found missing within the last minute.</summary>
    public bool Knows(string replyTo)
    {
        if (!_any)
        {
            return false;
        }

        lock (_lock)
        {
            Forget();
            return _names.Contains(replyTo);
        }
    }

    public void Remember(string replyTo)
    {
        lock (_lock)
        {
            Forget();
            if (!_names.Add(replyTo))
            {
                return;
            }

            if (_order.Count == Most)
            {
                _names.Remove(_order.Dequeue().Name);
            }

            _order.Enqueue((replyTo, time.GetTimestamp()));
            _any = true;
        }

        // Callers name the queue, and may name a new one each time.
        if (_news.IsNews("no such queue", replyTo))
        {
            RabbitLog.ReplyUnroutable(logger, replyTo);
        }
    }

    /// <summary>Logs what was gathered.</summary>
    public void Dispose() => _news.Dispose();

    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= Kept)
        {
            _order.Dequeue();
            _names.Remove(oldest.Name);
        }

        _any = _order.Count > 0;
    }
}
