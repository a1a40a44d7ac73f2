using Messaging.Drivers.Thrift;
using Messaging.Thrift.Calling;

namespace Messaging.Thrift;

/// <summary>Thrift as a request format of an HTTP gateway.</summary>
public static class ThriftFormat
{
    /// <summary>Lets a topic of a gateway take calls of Thrift clients over HTTP (<c>application/x-thrift</c>), such as Python's
    /// <c>THttpClient</c>:
    /// <c>rpc.Topic("calc", topic => topic.Methods("add").Accept(ThriftFormat.Of(service)))</c>.</summary>
    /// <remarks>
    /// The binary, the compact and the JSON protocol are recognised, framed or not. The names are those of <see cref="ThriftService"/> on
    /// this side: list methods in snake_case. A method that is not listed is an unknown method. A declared exception arrives with its
    /// fields; every other failure is an internal error with its type and its message. A call without an answer is an internal error with
    /// the name of the gateway's problem.
    /// </remarks>
    /// <param name="service">The service.</param>
    /// <returns>The format, for any number of topics and requests.</returns>
    public static IRpcGatewayFormat Of(ThriftService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return new GatewayFormat(service);
    }
}
