using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Stands around the calls and casts of a client: sees what is to be sent, and what came of it. See <see cref="RpcClientOptions.Interceptors"/>.</summary>
/// <remarks>One instance serves every call of its clients, concurrently.</remarks>
public interface IRpcClientInterceptor
{
    /// <summary>Goes on with a call by <paramref name="next"/>, before, after and around which anything may be done.</summary>
    /// <param name="call">The call or cast. Valid until the task ends.</param>
    /// <param name="next">The next interceptor, and after the last the sending. It ends with the result, or fails as the call does. It may be awaited again
    /// after it has failed, within the time of the call; or not at all, when <see cref="RpcCall.Result"/> is set in its place.</param>
    /// <returns>A task that ends when the call is done with. What it fails with is what the caller gets.</returns>
    /// <remarks>The time of the call runs meanwhile. What an interceptor waits for on its own it bounds by <see cref="RpcCall.TimeLeft"/> and
    /// <see cref="RpcCall.CancellationToken"/>.</remarks>
    [SuppressMessage("Naming", "CA1716", Justification = "The words of the trade; whoever implements it may name them differently.")]
    ValueTask InvokeAsync(RpcCall call, RpcClientNext next);
}
