using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Wraps the methods of a server: sees each call before its method runs, and its outcome. See
/// <see cref="RpcServerOptions.Interceptors"/>.</summary>
/// <remarks>One instance serves every call of its servers, concurrently.</remarks>
public interface IRpcServerInterceptor
{
    /// <summary>Handles a call: continues it with <paramref name="next"/>, and may do anything before and after.</summary>
    /// <param name="call">The call or cast. Its method exists and its arguments have the right names. Valid until the task ends.</param>
    /// <param name="next">The next interceptor; after the last, the method. It completes when the method has returned, or fails as the
    /// method does; the reply is sent after all interceptors have completed. An interceptor that does not call it must call
    /// <see cref="RpcInvocation.Answer"/>.</param>
    /// <returns>A task that completes when the call is done. Its exception counts as the failure of the method.</returns>
    [SuppressMessage("Naming", "CA1716", Justification = "The words of the trade; implementers may name them differently.")]
    ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next);
}
