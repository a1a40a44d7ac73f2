namespace Messaging;

/// <summary>Continues a call: the next interceptor of the server; after the last, the method.</summary>
/// <param name="call">The call that the interceptor was given.</param>
/// <returns>A task that completes when the method has returned, or fails as it does.</returns>
public delegate ValueTask RpcServerNext(RpcInvocation call);
