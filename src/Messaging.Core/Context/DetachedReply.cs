using Messaging.Context;

namespace Messaging;

/// <summary>The pending reply to a call that its method detached (<see cref="RpcContext.Detach"/>). Answer it once, or dispose it: then the
/// caller gets an error that says so.</summary>
/// <remarks>Safe for any number of threads: the first answer counts. Keep-alives continue until then, and a server that stops waits for
/// it.</remarks>
public sealed class DetachedReply : IAsyncDisposable
{
    private readonly IDetachedCall _call;
    private int _answered;
    private object? _owned; // Disposed with the reply; this object itself once the reply was given.

    internal DetachedReply(IDetachedCall call) => _call = call;

    /// <summary>Answers with a result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">The result.</param>
    /// <exception cref="SerializationException">The result cannot be written; the caller is told.</exception>
    /// <exception cref="InvalidOperationException">The call was already answered.</exception>
    public async Task ReplyAsync<T>(T result)
    {
        Take();
        try
        {
            _call.WriteResult(result);
        }
        catch (Exception e)
        {
            await SendFailureAsync(e).ConfigureAwait(false);
            throw;
        }

        await SendAsync().ConfigureAwait(false);
    }

    /// <summary>Answers with an error: the caller gets it as if the method had raised it.</summary>
    /// <param name="error">The error.</param>
    /// <exception cref="InvalidOperationException">The call was already answered.</exception>
    public Task FailAsync(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Take();
        return SendFailureAsync(error);
    }

    /// <summary>Abandons the call if it has no answer yet: the caller gets an error.</summary>
    public async ValueTask DisposeAsync()
    {
        if (TryTake())
        {
            _call.LogDropped();
            await SendFailureAsync(
                    new InvalidOperationException($"The server detached the call of '{_call.Method}' and dropped it without an answer."))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Claims the answer for the server itself, when the method failed after it had detached.</summary>
    internal bool TryTake() => Interlocked.Exchange(ref _answered, 1) == 0;

    /// <summary>Takes ownership of an object to dispose with the reply; false when the reply was already given.</summary>
    internal bool TryOwn(IAsyncDisposable owned) => Interlocked.CompareExchange(ref _owned, owned, null) is null;

    private void Take()
    {
        if (!TryTake())
        {
            throw new InvalidOperationException("The call was already answered.");
        }
    }

    private Task SendFailureAsync(Exception error)
    {
        _call.Fail(error);
        return SendAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            await _call.SendReplyAsync().ConfigureAwait(false);
            if (Interlocked.Exchange(ref _owned, this) is IAsyncDisposable owned and not DetachedReply)
            {
                await owned.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _call.EndDetached();
        }
    }
}
