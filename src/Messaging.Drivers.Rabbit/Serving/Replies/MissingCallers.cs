using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Replies;

/// <summary>
/// Keeps the replies whose callers have no queue at the moment: a caller that lost its broker may be about to recreate it. Four times a
/// second one reply is sent to each such queue; when it arrives, the others follow.
/// </summary>
/// <remarks>
/// oslo.messaging retries as often and as long, but blocks a thread of its server in the meantime. Here nothing waits, and the kept replies
/// are limited: by time (the user's setting and the call's own timeout), by number and by size. Sending and logging happen outside the
/// lock.
/// </remarks>
internal sealed class MissingCallers(TimeSpan patience, GoneCallers gone, DeadlineWheel wheel, TimeProvider time, ILogger logger)
    : IDisposable
{
    private const int MostReplies = 1000;
    private const long MostBytes = 64 * 1024 * 1024;

    // Beyond this, queues are probed less often: callers that name missing queues must not keep us and the broker busy with large replies.
    private const double BytesInPause = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LogThrottle _refusals = new(time, (count, reasons) => RabbitLog.RepliesRefused(logger, count, reasons));
    private readonly Dictionary<string, MissingCaller> _callers = [];
    private volatile bool _any;
    private int _replies;
    private long _bytes;
    private bool _isFull;
    private bool _disposed;

    /// <summary>How many replies wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _replies;
            }
        }
    }

    /// <summary>The pause before a caller's queue is probed again.</summary>
    public TimeSpan Pause => SendVerdict.Pause * Math.Max(1, Volatile.Read(ref _bytes) / BytesInPause);

    /// <summary>Keeps a reply that was not sent yet, if its caller's queue is known to be missing.</summary>
    /// <returns>Whether it was kept, or dropped because too many are; false when it is to be sent.</returns>
    public bool TryJoin(ReplyShipment reply)
    {
        if (!_any)
        {
            return false;
        }

        bool kept;
        lock (_lock)
        {
            if (!_callers.TryGetValue(reply.ReplyTo, out var caller))
            {
                return false;
            }

            kept = Keep(caller, reply);
        }

        DropUnless(kept, reply);
        return true;
    }

    /// <summary>A reply was returned: its caller's queue does not exist.</summary>
    public void Add(ReplyShipment reply)
    {
        if (patience == TimeSpan.Zero)
        {
            reply.Body.Dispose();
            gone.Remember(reply.ReplyTo);
            return;
        }

        bool kept;
        var isNew = false;
        lock (_lock)
        {
            if (!_callers.TryGetValue(reply.ReplyTo, out var caller) && !_disposed)
            {
                isNew = true;
                caller = _callers[reply.ReplyTo] = new MissingCaller(this, reply.ReplyTo, new Deadline(time, patience));
                _any = true;
            }

            kept = reply.IsProbe && caller?.Replies.First?.Value == reply;
            if (kept)
            {
                caller!.IsProbing = false;
            }
            else
            {
                kept = caller is not null && Keep(caller, reply);
            }

            if (caller is { IsProbing: false } && (isNew || reply.IsProbe))
            {
                wheel.Set(caller, Pause);
            }
        }

        if (isNew)
        {
            RabbitLog.CallerMissing(logger, reply.ReplyTo, patience);
        }

        DropUnless(kept, reply);
    }

    /// <summary>A reply sent as a probe was not returned: it was delivered, or failed otherwise.</summary>
    public void OnProbed(ReplyShipment reply, bool isDelivered)
    {
        List<ReplyShipment> others = [];
        lock (_lock)
        {
            if (!_callers.TryGetValue(reply.ReplyTo, out var caller) || caller.Replies.First?.Value != reply)
            {
                return;
            }

            caller.IsProbing = false;
            Take(caller);
            if (isDelivered)
            {
                TakeAll(caller, others);
            }
            else
            {
                wheel.Set(caller, Pause);
            }
        }

        foreach (var other in others)
        {
            other.SendAgain(probe: false);
        }
    }

    /// <summary>The broker refuses a reply for good. Logged here, because its caller waits in vain and nothing else would say so.</summary>
    public void OnRefused(ReplyShipment reply, ChannelEnd end)
    {
        if (_refusals.IsNews(end.Reason, reply.ReplyTo))
        {
            RabbitLog.ReplyRefused(logger, reply.ReplyTo, end.Reason);
        }
    }

    /// <summary>Probes for a caller again, or gives it up.</summary>
    public void OnDue(MissingCaller caller)
    {
        List<ReplyShipment> late = [];
        ReplyShipment? probe = null;
        bool isGone;
        lock (_lock)
        {
            isGone = caller.Patience.IsPast && caller.Replies.Count > 0;
            while (caller.Replies.First is { Value: var first } && (isGone || first.Deadline.IsPast))
            {
                late.Add(first);
                Take(caller);
            }

            if (caller.Replies.First is { Value: var next } && !_disposed)
            {
                probe = next;
                caller.IsProbing = true;
            }
            else
            {
                TakeAll(caller, late);
            }
        }

        foreach (var reply in late)
        {
            reply.Body.Dispose();
        }

        if (isGone)
        {
            gone.Remember(caller.ReplyTo);
        }

        probe?.SendAgain(probe: true);
    }

    /// <summary>Drops all kept replies, and keeps no more.</summary>
    public void Dispose()
    {
        List<ReplyShipment> dropped = [];
        lock (_lock)
        {
            _disposed = true;
            foreach (var caller in _callers.Values.ToArray())
            {
                wheel.Remove(caller);
                if (caller.IsProbing)
                {
                    // The publisher has it, and ends it.
                    Take(caller);
                }

                TakeAll(caller, dropped);
            }
        }

        foreach (var reply in dropped)
        {
            reply.Body.Dispose();
        }

        _refusals.Dispose();
        gone.Dispose();
    }

    private bool Keep(MissingCaller caller, ReplyShipment reply)
    {
        if (_replies >= MostReplies || _bytes + reply.Body.Length > MostBytes)
        {
            return false;
        }

        caller.Replies.AddLast(reply);
        reply.KeptBytes = reply.Body.Length;
        _replies++;
        _bytes += reply.KeptBytes;
        return true;
    }

    private void Take(MissingCaller caller)
    {
        _replies--;
        _bytes -= caller.Replies.First!.Value.KeptBytes;
        caller.Replies.RemoveFirst();
        _isFull &= _replies > MostReplies / 2 || _bytes > MostBytes / 2;
    }

    /// <summary>Takes the remaining replies of a caller, and forgets the caller.</summary>
    private void TakeAll(MissingCaller caller, List<ReplyShipment> taken)
    {
        while (caller.Replies.First is { Value: var reply })
        {
            taken.Add(reply);
            Take(caller);
        }

        if (_callers.TryGetValue(caller.ReplyTo, out var known) && known == caller)
        {
            _callers.Remove(caller.ReplyTo);
        }

        _any = _callers.Count > 0;
    }

    private void DropUnless(bool kept, ReplyShipment reply)
    {
        if (kept)
        {
            return;
        }

        bool isFirst;
        int replies;
        long bytes;
        lock (_lock)
        {
            isFirst = !_isFull && !_disposed;
            _isFull = true;
            (replies, bytes) = (_replies, _bytes);
        }

        reply.Body.Dispose();
        if (isFirst)
        {
            RabbitLog.ReplyDropped(logger, reply.ReplyTo, replies, bytes);
        }
    }
}
