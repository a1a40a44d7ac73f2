using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// The replies that their queues did not take, because they are full or have nobody who leads them just now, and that are tried again. A caller that does
/// not read its replies must not fill a server's memory with them: what is kept is bounded, for each queue and for all.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
internal sealed class FullReplyQueues(TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostOfQueue = 1000;
    private const long MostBytesOfQueue = 16 * 1024 * 1024;
    private const long MostBytes = 64 * 1024 * 1024;

    // So much of one queue is sent again in each of its pauses; with more they are longer.
    private const long BytesInPause = 1024 * 1024;

    private readonly LogThrottle _dropped = new(time, (count, queues) => RabbitLog.RepliesNotTaken(logger, count, queues));
    private readonly LogThrottle _unsent = new(time, (count, reasons) => RabbitLog.RepliesUnsent(logger, count, reasons));
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, long Bytes)> _queues = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>How many bytes are kept.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps a reply that was refused.</summary>
    /// <returns>False when too much is kept; that is logged.</returns>
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

    /// <summary>How long a reply that is kept rests before it is sent again: who has a full queue must not keep us, and the broker, busy.</summary>
    public TimeSpan PauseOf(ReplyShipment reply)
    {
        lock (_lock)
        {
            return SendVerdict.Pause * Math.Max(1, _queues.GetValueOrDefault(reply.ReplyTo).Bytes / (double)BytesInPause);
        }
    }

    /// <summary>A reply that was kept is not any more.</summary>
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

    /// <summary>A reply that nobody waited for any more was not sent.</summary>
    public void OnNotSent(string replyTo, Exception error)
    {
        if (_unsent.IsNews(error.Message, replyTo))
        {
            RabbitLog.ReplyUnsent(logger, replyTo, error.Message);
        }
    }

    /// <summary>Says what was gathered for the log.</summary>
    public void Dispose()
    {
        _dropped.Dispose();
        _unsent.Dispose();
    }
}
