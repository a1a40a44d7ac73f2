namespace Messaging;

/// <summary>Makes the calls of one request to a gateway, for an <see cref="IRpcGatewayFormat"/>: only to listed methods, within the time
/// and as the user of its client.</summary>
public interface IRpcGatewayCaller
{
    /// <summary>Calls a method of the topic.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="arguments">The arguments, an object.</param>
    /// <returns>The result; null when there is none.</returns>
    /// <exception cref="MethodNotFoundException">The method is not listed, or not served.</exception>
    /// <exception cref="InvalidArgumentsException">The arguments do not fit the method.</exception>
    /// <exception cref="RemoteException">The method failed; or the call failed, then with the name of the gateway's problem
    /// (<c>no-server</c>, <c>timeout</c>) and a message for clients.</exception>
    /// <exception cref="OperationCanceledException">The client has disconnected.</exception>
    Task<RpcValue> CallAsync(string method, RpcValue arguments);

    /// <summary>Casts to a method of the topic; completes when the cast is sent.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="arguments">The arguments, an object.</param>
    /// <exception cref="MethodNotFoundException">The method is not listed.</exception>
    /// <exception cref="RemoteException">The cast could not be sent; the name is that of the gateway's problem.</exception>
    /// <exception cref="OperationCanceledException">The client has disconnected.</exception>
    Task CastAsync(string method, RpcValue arguments);
}
