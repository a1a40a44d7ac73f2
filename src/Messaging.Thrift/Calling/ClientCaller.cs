namespace Messaging.Thrift.Calling;

/// <summary>Makes calls through a client.</summary>
/// <param name="client">The client.</param>
/// <param name="cancellationToken">Cancels the calls.</param>
internal sealed class ClientCaller(RpcClient client, CancellationToken cancellationToken) : IRpcGatewayCaller
{
    public Task<RpcValue> CallAsync(string method, RpcValue arguments) => client.CallAsync(null, method, arguments, cancellationToken);

    public Task CastAsync(string method, RpcValue arguments) => client.CastAsync(null, method, arguments, cancellationToken);
}
