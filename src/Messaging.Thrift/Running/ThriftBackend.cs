namespace Messaging.Thrift.Running;

/// <summary>A Thrift server behind a topic: owns the connections to it.</summary>
/// <param name="transport">The connections.</param>
/// <param name="endpoint">What the topic serves.</param>
internal sealed class ThriftBackend(Transport transport, RpcEndpoint endpoint) : IAsyncDisposable
{
    public RpcEndpoint Endpoint => endpoint;

    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
