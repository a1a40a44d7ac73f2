namespace Messaging;

/// <summary>Continues a call: the next interceptor of the client; after the last, the sending.</summary>
/// <param name="call">The call that the interceptor was given.</param>
/// <returns>A task that completes as the call does.</returns>
public delegate ValueTask RpcClientNext(RpcCall call);
