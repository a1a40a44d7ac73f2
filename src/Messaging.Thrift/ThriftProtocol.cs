using Messaging.Drivers.Thrift;
using Messaging.Thrift.Calling;
using Thrift.Protocol;

namespace Messaging.Thrift;

/// <summary>Protocols by which clients that the Thrift compiler has generated call over any transport.</summary>
public static class ThriftProtocol
{
    /// <summary>A protocol whose messages are calls and casts of a client: <c>new Calculator.Client(ThriftProtocol.Over(service, client))</c>.</summary>
    /// <remarks>
    /// A message goes when it is flushed, as generated code does it, and the flush ends when the answer is there. What the server declares is thrown as the
    /// generated exception, and every other failure of it as a <c>TApplicationException</c>; that nobody serves, that the time is over, that the token fired
    /// are thrown as <see cref="RpcClient.CallAsync{T}(RpcContext?, string, object?, CancellationToken)"/> throws them. As any Thrift client it has one call at a
    /// time; it is cheap, so make one wherever calls are made.
    /// </remarks>
    /// <param name="service">The service, of the file that the code was generated of.</param>
    /// <param name="client">Makes the calls.</param>
    /// <returns>The protocol, open.</returns>
    public static TProtocol Over(ThriftService service, RpcClient client)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(client);
        return CallTransport.CreateProtocol(service, client);
    }
}
