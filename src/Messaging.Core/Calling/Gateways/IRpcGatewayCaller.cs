namespace Messaging;

/// <summary>Makes the calls of one request to a gateway, for an <see cref="IRpcGatewayFormat"/>: to listed methods only, in the time and the name of its client.</summary>
public interface IRpcGatewayCaller
{
    /// <summary>Calls a method of the topic.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="arguments">An object.</param>
    /// <returns>The result; null when there is none.</returns>
    /// <exception cref="MethodNotFoundException">It is not listed, or not served.</exception>
    /// <exception cref="InvalidArgumentsException">The arguments do not fit it.</exception>
    /// <exception cref="RemoteException">It failed; or the call did, which has the name of the gateway's problem then (<c>no-server</c>, <c>timeout</c>), and a message
    /// for clients.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    Task<RpcValue> CallAsync(string method, RpcValue arguments);

    /// <summary>Casts to a method of the topic; over when it is sent.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="arguments">An object.</param>
    /// <exception cref="MethodNotFoundException">It is not listed.</exception>
    /// <exception cref="RemoteException">It could not be sent; the name is that of the gateway's problem.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    Task CastAsync(string method, RpcValue arguments);
}
