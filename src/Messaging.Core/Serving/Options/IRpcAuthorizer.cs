namespace Messaging;

/// <summary>Says who may call what is marked with <see cref="RpcAuthorizeAttribute"/>. See <see cref="RpcServerOptions.Authorizer"/>.</summary>
/// <remarks>One instance serves every call of its servers, concurrently.</remarks>
public interface IRpcAuthorizer
{
    /// <summary>Decides about a call, before its interceptors and its method.</summary>
    /// <param name="invocation">The call or cast, with its <see cref="RpcInvocation.Caller"/>, its context and its arguments.</param>
    /// <param name="policy">The policy that the mark names; empty for the default one.</param>
    /// <returns>Whether it may run. When this throws, it may not: the log says why, and the caller hears only that.</returns>
    ValueTask<bool> IsAllowedAsync(RpcInvocation invocation, string policy);
}
