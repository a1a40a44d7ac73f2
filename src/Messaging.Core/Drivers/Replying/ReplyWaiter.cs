using System.Threading.Tasks.Sources;

namespace Messaging.Drivers;

/// <summary>One pending call. Ends exactly once: by its reply, an error, its deadline or the caller's token.</summary>
/// <remarks>Created by <see cref="ReplyWaiters.Register"/> and disposed by its caller; after that no reply finds it.</remarks>
public sealed class ReplyWaiter : DeadlineEntry, IValueTaskSource<Reply>, IDisposable
{
    private readonly ReplyWaiters _owner;
    private ulong _idLow;
    private OutgoingMessage _message = null!;
    private ManualResetValueTaskSourceCore<Reply> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private Reply? _partial;
    private int _ended;
    private int _holders;

    internal ReplyWaiter(ReplyWaiters owner) => _owner = owner;

    /// <summary>The id that the call carries and its reply will.</summary>
    public MessageId Id => new(_owner.IdHigh, _idLow);

    /// <summary>The call that waits.</summary>
    public OutgoingMessage Message => _message;

    /// <summary>Whether the call has ended; nothing that happens later changes its outcome.</summary>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>The reply. Awaited once. It ends with the errors that <see cref="IDriver.CallAsync"/> names.</summary>
    public ValueTask<Reply> Task => new(this, _source.Version);

    /// <summary>Any state of the driver.</summary>
    public object? State { get; set; }

    /// <summary>Ends the call with an error, unless it has ended.</summary>
    /// <param name="error">The error.</param>
    /// <returns>Whether this ended the call.</returns>
    public bool Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (!TryEnd())
        {
            return false;
        }

        _source.SetException(error);
        return true;
    }

    /// <summary>Forgets the call: a later reply is late. Does not wait.</summary>
    public void Dispose() => Forget(out _);

    /// <summary>Starts waiting, for this call.</summary>
    internal void Begin(ulong idLow, OutgoingMessage message)
    {
        _idLow = idLow;
        _message = message;
    }

    /// <summary>Marks the waiter as held by code other than its caller's. Called under the lock of the waiting calls, while it is among
    /// them.</summary>
    internal void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>Undoes <see cref="Hold"/>. A holder that keeps the waiter never calls it.</summary>
    internal void LetGo() => Interlocked.Decrement(ref _holders);

    /// <summary>
    /// Does what <see cref="Dispose"/> does, and reuses the waiter for another call when nobody else can hold it. Only for a driver that
    /// awaited <see cref="Task"/> and gave the waiter to nobody.
    /// </summary>
    internal void DisposeForReuse()
    {
        var hasEnded = IsEnded;
        Forget(out var wasDue);

        // A waiter that no longer waits cannot be held again. A holder may still be in the middle of ending this call, and would end the
        // next.
        if (hasEnded && !wasDue && Volatile.Read(ref _holders) == 0)
        {
            _source.Reset();
            _message = null!;
            _cancellation = default;
            State = null;
            _ended = 0;
            _owner.Keep(this);
        }
    }

    /// <summary>Takes a reply, and returns whether it was for a call that still waits.</summary>
    internal bool Take(Reply reply)
    {
        if (!reply.IsEnding)
        {
            return TakePart(reply);
        }

        if (!TryEnd())
        {
            return false;
        }

        // Servers before 2015 send the result first, and the end of the reply, without a result, after it.
        var partial = Interlocked.Exchange(ref _partial, null);
        if (partial is not null && !reply.HasResult && !reply.IsFailure)
        {
            (partial, reply) = (reply, partial);
        }

        partial?.Dispose();
        _source.SetResult(reply);
        return true;
    }

    internal void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _cancellation = token.UnsafeRegister(
                static (waiter, t) => ((ReplyWaiter)waiter!).Fail(new OperationCanceledException(t)), this);
        }
    }

    /// <inheritdoc/>
    protected internal override void OnDue()
    {
        if (_message.Deadline.IsPast)
        {
            Fail(new CallTimeoutException(_message.Target, _message.Method, _message.Deadline.Timeout, Explain()));
        }
        else
        {
            var silence = _message.MonitorTimeout!.Value;
            Fail(new CallTimeoutException(
                _message.Target, _message.Method, silence,
                "The server sent no keep-alive for that long: it died, or never received the call."));
        }
    }

    /// <inheritdoc/>
    Reply IValueTaskSource<Reply>.GetResult(short token) => _source.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<Reply>.GetStatus(short token) => _source.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<Reply>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    /// <summary>Runs on a timer's thread, before the deadlines of others: an error of the driver must not escape.</summary>
    private string? Explain()
    {
        try
        {
            return _owner.Diagnose?.Invoke(this);
        }
        catch (Exception e)
        {
            return $"(The reason is not known: {e.Message})";
        }
    }

    private bool TakePart(Reply reply)
    {
        if (IsEnded)
        {
            return false;
        }

        _owner.RestartMonitor(this);
        if (reply.HasResult)
        {
            Interlocked.Exchange(ref _partial, reply)?.Dispose();
        }
        else
        {
            reply.Dispose();
        }

        return true;
    }

    /// <param name="wasDue">Whether the wheel no longer has it, and so may be about to tell it that its time is over.</param>
    private void Forget(out bool wasDue)
    {
        _cancellation.Dispose();
        wasDue = !_owner.Forget(this);
        if (TryEnd())
        {
            _source.SetException(new ObjectDisposedException(nameof(ReplyWaiter)));
        }
    }

    private bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
