using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A call whose sender awaits the answer and may send the call again.</summary>
internal sealed class AwaitedCall(ThriftMethod method, MessageId id) : PendingCall(method, id)
{
    // Continuations run on the reading side, up to the caller, who continues on another thread.
    private readonly TaskCompletionSource<Reply> _answer = new();

    public override void Complete(Reply reply)
    {
        if (!_answer.TrySetResult(reply))
        {
            reply.Dispose();
        }
    }

    public override void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>Waits for the answer, or until nobody wants it any more.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<Reply> WaitAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (call, token) => ((AwaitedCall)call!)._answer.TrySetCanceled(token), this);
        try
        {
            return await _answer.Task.ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister();
        }
    }

    /// <summary>Nobody waits any more; an answer that arrives at this moment is ignored.</summary>
    public void Forget()
    {
        if (!_answer.TrySetCanceled() && _answer.Task.IsFaulted)
        {
            _ = _answer.Task.Exception;
        }
    }
}
