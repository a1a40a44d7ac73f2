using Messaging.Diagnostics;

namespace Messaging.Drivers;

/// <summary>The pending calls of a driver, by the id that their replies carry.</summary>
/// <remarks>
/// Safe for any number of threads. A call costs one object and no timer: the deadlines of all share one. Continuations of callers never run inside a
/// method of this type.
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
    /// <param name="diagnose">What the driver knows about a call that times out: asked only when one does. Null for nothing.</param>
    public ReplyWaiters(TimeProvider time, Func<ReplyWaiter, string?>? diagnose = null)
    {
        _deadlines = new DeadlineWheel(time);
        Diagnose = diagnose;
    }

    /// <summary>The number of calls that wait.</summary>
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

    /// <summary>The first half of the ids of all calls. Every server that was ever called knows it; the other half is secret.</summary>
    internal ulong IdHigh { get; } = RandomBits.Next();

    /// <summary>What is known about a call that times out.</summary>
    internal Func<ReplyWaiter, string?>? Diagnose { get; }

    /// <summary>Adds a call, before it is sent: from now on its reply is awaited and its deadline is watched.</summary>
    /// <param name="message">The call.</param>
    /// <param name="cancellationToken">Ends the call at once when it fires.</param>
    /// <returns>The waiter, which the caller disposes. It may have ended already.</returns>
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

    /// <summary>Gives a reply to the call that waits for it.</summary>
    /// <param name="reply">The reply. It belongs to the call afterwards; when nobody waits it is disposed here.</param>
    /// <returns>False when nobody waits for it: it is late, a duplicate, or not for us.</returns>
    public bool Complete(Reply reply) => Complete(reply, default(object), static (_, _) => true);

    /// <summary>Gives a reply to the call that waits for it, if it comes from where the call is.</summary>
    /// <typeparam name="TSource">What the driver knows of the sender of the reply.</typeparam>
    /// <param name="reply">The reply. It belongs to the call afterwards; when nobody waits for it, or not from there, it is disposed here.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="counts">Whether what comes from there counts for a call. Neither blocks nor throws.</param>
    /// <returns>False when nobody waits for it: it is late, a duplicate, not for us, or from somebody who does not have the call.</returns>
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

    /// <summary>The call that waits under an id.</summary>
    /// <param name="id">The id of the call.</param>
    /// <returns>The call, or null when none waits.</returns>
    public ReplyWaiter? Find(MessageId id) => TryHold(id);

    /// <summary>Ends one call with an error.</summary>
    /// <param name="id">The id of the call.</param>
    /// <param name="error">Makes the error from the call.</param>
    /// <returns>Whether the call was waiting.</returns>
    public bool Fail(MessageId id, Func<OutgoingMessage, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return TryHold(id) is { } waiter && waiter.Fail(error(waiter.Message));
    }

    /// <summary>Ends the call whose reply is larger than is accepted: nobody else would tell it.</summary>
    /// <param name="id">The id of the call, or null when the reply carries none of ours.</param>
    /// <param name="size">The size of the reply in bytes; null when it is only known to be more than the limit.</param>
    /// <param name="limit">The largest that is accepted, in bytes.</param>
    /// <returns>Whether the call was waiting.</returns>
    public bool FailTooLarge(MessageId? id, long? size, long limit) => id is { } known && Fail(known, call => new MessageTooLargeException(
        $"The reply of '{call.Method}' has {OversizedMessage.Describe(size, limit)}. The method has run.", size, limit, isReply: true));

    /// <summary>Ends every call that waits now.</summary>
    /// <param name="error">Makes the error from the call.</param>
    /// <returns>The number of calls that it ended.</returns>
    public int FailAll(Func<OutgoingMessage, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return FailWhere(waiter => error(waiter.Message));
    }

    /// <summary>Ends those of the calls that wait now for which there is an error.</summary>
    /// <param name="error">Makes the error of a call, or returns null to let it wait.</param>
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

    /// <summary>Ends every call, and each that is registered later, with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed ??= new ObjectDisposedException("Transport", "The transport was disposed.");
        }

        FailAll(_ => new ObjectDisposedException("Transport", "The transport was disposed while the call waited for its reply."));
        _deadlines.Dispose();
    }

    /// <summary>The call no longer waits.</summary>
    /// <returns>False when its deadline is no longer watched: it is just being told that it has passed, or never had one.</returns>
    internal bool Forget(ReplyWaiter waiter)
    {
        var isWatched = _deadlines.Remove(waiter);
        lock (_lock)
        {
            _pending.Remove(waiter.Id.Low);
        }

        return isWatched;
    }

    /// <summary>Keeps a waiter that nobody has for another call.</summary>
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
        // Only while it is watched: an entry that is coming due must not be put back.
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

    /// <summary>Finds a call, whose waiter is not used for another before it is let go; never, when it is not.</summary>
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
