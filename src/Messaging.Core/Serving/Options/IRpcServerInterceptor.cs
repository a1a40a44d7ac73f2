using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Stands around the methods of a server: sees each call before its method runs, and how it ended. See <see cref="RpcServerOptions.Interceptors"/>.</summary>
/// <remarks>One instance serves every call of its servers, concurrently.</remarks>
public interface IRpcServerInterceptor
{
    /// <summary>Goes on with a call by <paramref name="next"/>, before, after and around which anything may be done.</summary>
    /// <param name="call">The call or cast. Its method exists and its arguments have the right names. Valid until the task ends.</param>
    /// <param name="next">The next interceptor, and after the last the method. It ends when the method has returned or fails as it does; the reply is sent
    /// after all interceptors have ended. Without it, <see cref="RpcInvocation.Answer"/> ends the call.</param>
    /// <returns>A task that ends when the call is done with. What it fails with counts as the failure of the method.</returns>
    [SuppressMessage("Naming", "CA1716", Justification = "The words of the trade; whoever implements it may name them differently.")]
    ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next);
}
