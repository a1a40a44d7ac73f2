using Messaging.Context;
using Messaging.Diagnostics;

namespace Messaging.Serving;

/// <content>The answer to the call: the method's result or its failure, or a later answer through a detached reply.</content>
internal sealed partial class ServingCall
{
    /// <summary>Whether there is an answer, or will be: the method ran, or an interceptor answered instead.</summary>
    public bool IsDone => _detached is not null;

    internal override DetachedReply Detach()
    {
        Interlocked.Increment(ref _holders); // First, because the method may end meanwhile.
        var detached = new DetachedReply(this);
        var before = IsCall ? Interlocked.CompareExchange(ref _detached, detached, null) : Kept;
        if (before is null)
        {
            return detached;
        }

        EndDetached();
        throw new InvalidOperationException(
            !IsCall ? "A cast has no reply to detach."
                : before == Kept ? "The call was already answered."
                : "The call is detached already.");
    }

    /// <summary>The step after the last interceptor.</summary>
    public async ValueTask RunMethodAsync()
    {
        await _method!.Body.RunAsync(this).ConfigureAwait(false);
        KeepsReply();
    }

    public override void Answer<T>(T result)
    {
        if (KeepsReply() && IsCall)
        {
            WriteResult(result);
        }
    }

    internal override bool TryLeaveToReply(IAsyncDisposable owned) => IsDetached && _detached!.TryOwn(owned);

    internal override void SetResult<T>(T result)
    {
        if (IsCall && KeepsReply())
        {
            WriteResult(result);
        }
    }

    internal override void SetNoResult()
    {
        if (IsCall && KeepsReply())
        {
            WriteNull();
        }
    }

    /// <summary>Writes the failure of the method, or of the code that answers instead.</summary>
    public void Fail(Exception error, bool isRefusal = false)
    {
        // Its own message would say that the call was cancelled, but not by the caller.
        var isCut = error is OperationCanceledException && Volatile.Read(ref _isCut);
        WriteFailure(
            isCut
                ? new ConnectionLostException(
                    $"The server of {Server.Target} stopped while '{Method}' ran, and cut it short: part of its work may be done.")
                : error,
            isRefusal || isCut);
    }

    /// <summary>Whether the server must reply for the failed method: it did not detach, or nobody has answered since.</summary>
    public bool TakeAnswer() => KeepsReply() || _detached!.TryTake();

    /// <summary>A detached call was answered, or its method has ended: the call is over only when both are true, because the method may
    /// still read from it.</summary>
    public void EndDetached()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            End(CallEnding.Acknowledge);
        }
    }

    void IDetachedCall.Fail(Exception error) => Fail(error);

    void IDetachedCall.LogDropped() => MessagingLog.DetachedCallDropped(Server.Logger, Method);

    private bool KeepsReply() => (Interlocked.CompareExchange(ref _detached, Kept, null) ?? Kept) == Kept;
}
