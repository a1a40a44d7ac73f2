using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// The replies that their queues refused, because a queue is full or has no leader just now, and that are retried. A caller that does not
/// read its replies must not fill a server's memory with them: the kept replies are limited, for each queue and in total.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
internal sealed class FullReplyQueues(TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostOfQueue = 1000;
    private const long MostBytesOfQueue = 16 * 1024 * 1024;
    private const long MostBytes = 64 * 1024 * 1024;

    // This much of one queue is sent again after each of its pauses; with more kept, the pauses are longer.
    private const long BytesInPause = 1024 * 1024;

    private readonly LogThrottle _dropped = new(time, (count, queues) => RabbitLog.RepliesNotTaken(logger, count, queues));
    private readonly LogThrottle _unsent = new(time, (count, reasons) => RabbitLog.RepliesUnsent(logger, count, reasons));
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, long Bytes)> _queues = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>How many bytes are kept.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps a refused reply.</summary>
    /// <returns>False when too many are kept; that is logged.</returns>
    public bool TryKeep(ReplyShipment reply)
    {
        var size = reply.Body.Length;
        lock (_lock)
        {
            var (count, bytes) = _queues.GetValueOrDefault(reply.ReplyTo);
            if (count < MostOfQueue && bytes + size <= MostBytesOfQueue && _bytes + size <= MostBytes)
            {
                _queues[reply.ReplyTo] = (count + 1, bytes + size);
                _bytes += size;
                reply.RefusedBytes = size;
                return true;
            }
        }

        if (_dropped.IsNews("a queue that takes none", reply.ReplyTo))
        {
            RabbitLog.ReplyNotTaken(logger, reply.ReplyTo);
        }

        return false;
    }

    /// <summary>The pause before a kept reply is sent again: a caller with a full queue must not keep us and the broker busy.</summary>
    public TimeSpan PauseOf(ReplyShipment reply)
    {
        lock (_lock)
        {
            return SendVerdict.Pause * Math.Max(1, _queues.GetValueOrDefault(reply.ReplyTo).Bytes / (double)BytesInPause);
        }
    }

    /// <summary>A kept reply is no longer kept.</summary>
    public void Release(ReplyShipment reply)
    {
        lock (_lock)
        {
            var (count, bytes) = _queues[reply.ReplyTo];
            if (count == 1)
            {
                _queues.Remove(reply.ReplyTo);
            }
            else
            {
                _queues[reply.ReplyTo] = (count - 1, bytes - reply.RefusedBytes!.Value);
            }

            _bytes -= reply.RefusedBytes!.Value;
            reply.RefusedBytes = null;
        }
    }

    /// <summary>A reply that nobody awaited any more was not sent.</summary>
    public void OnNotSent(string replyTo, Exception error)
    {
        if (_unsent.IsNews(error.Message, replyTo))
        {
            RabbitLog.ReplyUnsent(logger, replyTo, error.Message);
        }
    }

    /// <summary>Logs what was gathered.</summary>
    public void Dispose()
    {
        _dropped.Dispose();
        _unsent.Dispose();
    }
}
