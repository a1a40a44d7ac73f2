namespace Messaging;

/// <summary>Goes on with a call: the next interceptor of the server, and after the last the method.</summary>
/// <param name="call">The call that the interceptor was given.</param>
/// <returns>A task that ends when the method has returned, or fails as it does.</returns>
public delegate ValueTask RpcServerNext(RpcInvocation call);
