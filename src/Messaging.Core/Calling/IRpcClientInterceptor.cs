using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Wraps the calls and casts of a client: sees what is about to be sent, and the outcome. See
/// <see cref="RpcClientOptions.Interceptors"/>.</summary>
/// <remarks>One instance serves every call of its clients, concurrently.</remarks>
public interface IRpcClientInterceptor
{
    /// <summary>Handles a call: continues it with <paramref name="next"/>, and may do anything before and after.</summary>
    /// <param name="call">The call or cast. Valid until the task ends.</param>
    /// <param name="next">The next interceptor; after the last, the sending. It completes with the result, or fails as the call does. After
    /// a failure it may be awaited again, within the time of the call; or not at all, when <see cref="RpcCall.Result"/> is set
    /// instead.</param>
    /// <returns>A task that completes when the call is done. Its exception is the one that the caller gets.</returns>
    /// <remarks>The time of the call runs meanwhile. An interceptor limits its own waits with <see cref="RpcCall.TimeLeft"/> and
    /// <see cref="RpcCall.CancellationToken"/>.</remarks>
    [SuppressMessage("Naming", "CA1716", Justification = "The words of the trade; implementers may name them differently.")]
    ValueTask InvokeAsync(RpcCall call, RpcClientNext next);
}
