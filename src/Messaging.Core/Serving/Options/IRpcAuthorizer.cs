namespace Messaging;

/// <summary>Decides who may call methods that are marked with <see cref="RpcAuthorizeAttribute"/>. See
/// <see cref="RpcServerOptions.Authorizer"/>.</summary>
/// <remarks>One instance serves every call of its servers, concurrently.</remarks>
public interface IRpcAuthorizer
{
    /// <summary>Decides about a call, before its interceptors and its method run.</summary>
    /// <param name="invocation">The call or cast, with its <see cref="RpcInvocation.Caller"/>, its context and its arguments.</param>
    /// <param name="policy">The policy that the attribute names; empty for the default policy.</param>
    /// <returns>Whether it may run. If this throws, it may not: the log says why, and the caller only learns that it may not.</returns>
    ValueTask<bool> IsAllowedAsync(RpcInvocation invocation, string policy);
}
