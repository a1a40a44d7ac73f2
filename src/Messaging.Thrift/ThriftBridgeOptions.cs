using Messaging.Drivers.Thrift;

namespace Messaging.Thrift;

/// <summary>The options of a bridge between Thrift and a topic.</summary>
/// <remarks>Read when the host starts.</remarks>
public sealed class ThriftBridgeOptions
{
    /// <summary>The Thrift side: limits, certificates, connections. The bridge sets its <see cref="ThriftOptions.Services"/>.</summary>
    /// <value>The driver's defaults.</value>
    public ThriftOptions Thrift { get; } = new();

    /// <summary>The client that forwards the calls: their timeout, interceptors.</summary>
    /// <value>The defaults of clients. The timeout is that of the transport.</value>
    public RpcClientOptions Client { get; } = new();

    /// <summary>The server on the Thrift port of a front: how many calls run at a time, interceptors. A backend is a server of the
    /// application and has the settings of its topic.</summary>
    /// <value>The defaults of servers.</value>
    public RpcServerOptions Server { get; } = new();
}
