using Messaging.Diagnostics;

namespace Messaging.Drivers;

/// <summary>The pending calls of a driver, by the ids in their replies.</summary>
/// <remarks>
/// Safe for any number of threads. A call costs one object and no timer: all deadlines share one. Continuations of callers never run inside
/// a method of this type.
/// </remarks>
public sealed class ReplyWaiters : IDisposable
{
    private const int MostIdle = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, ReplyWaiter> _pending = [];
    private readonly Stack<ReplyWaiter> _idle = new();
    private readonly DeadlineWheel _deadlines;
    private Exception? _closed;

    /// <summary>Creates an empty set.</summary>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="diagnose">Returns what the driver knows about a call that times out; called only then. Null for nothing.</param>
    public ReplyWaiters(TimeProvider time, Func<ReplyWaiter, string?>? diagnose = null)
    {
        _deadlines = new DeadlineWheel(time);
        Diagnose = diagnose;
    }

    /// <summary>The number of waiting calls.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>The first half of the ids of all calls. Every called server knows it; the other half is secret.</summary>
    internal ulong IdHigh { get; } = RandomBits.Next();

    /// <summary>What is known about a call that times out.</summary>
    internal Func<ReplyWaiter, string?>? Diagnose { get; }

    /// <summary>Adds a call before it is sent: from now on its reply is awaited and its deadline is watched.</summary>
    /// <param name="message">The call.</param>
    /// <param name="cancellationToken">Ends the call at once when it fires.</param>
    /// <returns>The waiter, which the caller disposes. It may already have ended.</returns>
    public ReplyWaiter Register(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ReplyWaiter waiter;
        Exception? closed;
        lock (_lock)
        {
            if (!_idle.TryPop(out waiter!))
            {
                waiter = new ReplyWaiter(this);
            }

            do
            {
                waiter.Begin(RandomBits.Next(), message);
                closed = _closed;
            }
            while (closed is null && !_pending.TryAdd(waiter.Id.Low, waiter));
        }

        if (closed is not null)
        {
            waiter.Fail(closed);
            return waiter;
        }

        _deadlines.Set(waiter, TimeToWatch(message));
        waiter.CancelWith(cancellationToken);
        return waiter;
    }

    /// <summary>Passes a reply to the call that waits for it.</summary>
    /// <param name="reply">The reply. The call owns it afterwards; when nobody waits it is disposed here.</param>
    /// <returns>False when nobody waits for it: it is late, a duplicate, or not for us.</returns>
    public bool Complete(Reply reply) => Complete(reply, default(object), static (_, _) => true);

    /// <summary>Passes a reply to the call that waits for it, if it comes from a peer that has the call.</summary>
    /// <typeparam name="TSource">What the driver knows about the sender of the reply.</typeparam>
    /// <param name="reply">The reply. The call owns it afterwards; when nobody waits for it from that source it is disposed here.</param>
    /// <param name="source">The source of the reply.</param>
    /// <param name="counts">Whether a reply from the source counts for a call. It must neither block nor throw.</param>
    /// <returns>False when nobody waits for it: it is late, a duplicate, not for us, or from a peer that does not have the call.</returns>
    public bool Complete<TSource>(Reply reply, TSource source, Func<ReplyWaiter, TSource, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(counts);
        if (TryHold(reply.MessageId) is { } waiter)
        {
            var isTaken = counts(waiter, source) && waiter.Take(reply);
            waiter.LetGo();
            if (isTaken)
            {
                return true;
            }
        }

        if (reply.IsEnding)
        {
            MessagingMetrics.LateReplies.Add(1);
        }

        reply.Dispose();
        return false;
    }

    /// <summary>Finds the waiting call with an id.</summary>
    /// <param name="id">The id of the call.</param>
    /// <returns>The call, or null when none waits.</returns>
    public ReplyWaiter? Find(MessageId id) => TryHold(id);

    /// <summary>Ends one call with an error.</summary>
    /// <param name="id">The id of the call.</param>
    /// <param name="error">Creates the error from the call.</param>
    /// <returns>Whether the call was waiting.</returns>
    public bool Fail(MessageId id, Func<OutgoingMessage, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return TryHold(id) is { } waiter && waiter.Fail(error(waiter.Message));
    }

    /// <summary>Ends the call whose reply is too large: nobody else would tell it.</summary>
    /// <param name="id">The id of the call, or null when the reply has no id of ours.</param>
    /// <param name="size">The size of the reply in bytes; null when it is only known to be more than the limit.</param>
    /// <param name="limit">The largest accepted reply, in bytes.</param>
    /// <returns>Whether the call was waiting.</returns>
    public bool FailTooLarge(MessageId? id, long? size, long limit) => id is { } known && Fail(known, call => new MessageTooLargeException(
        $"The reply of '{call.Method}' has {OversizedMessage.Describe(size, limit)}. The method has run.", size, limit, isReply: true));

    /// <summary>Ends every waiting call.</summary>
    /// <param name="error">Creates the error from the call.</param>
    /// <returns>The number of calls that it ended.</returns>
    public int FailAll(Func<OutgoingMessage, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return FailWhere(waiter => error(waiter.Message));
    }

    /// <summary>Ends those of the waiting calls for which there is an error.</summary>
    /// <param name="error">Creates the error of a call, or returns null to let it wait.</param>
    /// <returns>The number of calls that it ended.</returns>
    public int FailWhere(Func<ReplyWaiter, Exception?> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        ReplyWaiter[] pending;
        lock (_lock)
        {
            pending = [.. _pending.Values];
            foreach (var waiter in pending)
            {
                waiter.Hold();
            }
        }

        var ended = 0;
        foreach (var waiter in pending)
        {
            ended += error(waiter) is { } reason && waiter.Fail(reason) ? 1 : 0;
        }

        return ended;
    }

    /// <summary>Ends every call, and every call that is registered later, with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed ??= new ObjectDisposedException("Transport", "The transport was disposed.");
        }

        FailAll(_ => new ObjectDisposedException("Transport", "The transport was disposed while the call waited for its reply."));
        _deadlines.Dispose();
    }

    /// <summary>Removes a call.</summary>
    /// <returns>False when its deadline is not watched: the call is just being told that the deadline has passed, or never had
    /// one.</returns>
    internal bool Forget(ReplyWaiter waiter)
    {
        var isWatched = _deadlines.Remove(waiter);
        lock (_lock)
        {
            _pending.Remove(waiter.Id.Low);
        }

        return isWatched;
    }

    /// <summary>Keeps a waiter that nobody holds, for another call.</summary>
    internal void Keep(ReplyWaiter waiter)
    {
        lock (_lock)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(waiter);
            }
        }
    }

    internal void RestartMonitor(ReplyWaiter waiter)
    {
        // Only while it is watched: an entry that is about to come due must not be put back.
        if (_deadlines.Remove(waiter))
        {
            _deadlines.Set(waiter, TimeToWatch(waiter.Message));
        }
    }

    private static TimeSpan TimeToWatch(OutgoingMessage message)
    {
        var left = message.Deadline.IsInfinite ? Timeout.InfiniteTimeSpan : message.Deadline.TimeLeft;
        return message.MonitorTimeout is { } silence && (message.Deadline.IsInfinite || silence < left) ? silence : left;
    }

    /// <summary>Finds a call and holds its waiter, which is not reused before it is released, or never if it is not released.</summary>
    private ReplyWaiter? TryHold(MessageId? id)
    {
        if (id is not { } known || known.High != IdHigh)
        {
            return null;
        }

        lock (_lock)
        {
            var waiter = _pending.GetValueOrDefault(known.Low);
            waiter?.Hold();
            return waiter;
        }
    }
}
