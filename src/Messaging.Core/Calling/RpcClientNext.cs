namespace Messaging;

/// <summary>Goes on with a call: the next interceptor of the client, and after the last the sending.</summary>
/// <param name="call">The call that the interceptor was given.</param>
/// <returns>A task that ends as the call does.</returns>
public delegate ValueTask RpcClientNext(RpcCall call);
