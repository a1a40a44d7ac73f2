using Messaging.Drivers.Thrift;
using Messaging.Thrift.Bridging;

namespace Messaging.Thrift;

/// <summary>Endpoints whose methods are those of a Thrift service. They are served on a Thrift port, or on a topic of any other transport.</summary>
public static class ThriftEndpoint
{
    /// <summary>An endpoint that passes each call on by a client: served on a Thrift port it is a Thrift service in front of the client's topic, and with a
    /// client of a Thrift server it is a topic in front of that server.</summary>
    /// <remarks>
    /// A oneway method is passed on as a cast, every other as a call. The names are those of <see cref="ThriftService"/> on this side, in snake_case. A failure
    /// is passed on with its type and its fields; that nobody serves, that the time is over and the like are failures of the names of their exceptions. The
    /// context of a call ends here, for Thrift has none: the client may have one of its own (<see cref="RpcClient.With"/>).
    /// </remarks>
    /// <param name="service">The service.</param>
    /// <param name="client">Passes the calls on; its settings are those of the calls, such as their timeout.</param>
    /// <returns>The endpoint. Its methods may run at the same time.</returns>
    public static RpcEndpoint Forward(ThriftService service, RpcClient client)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(client);
        return ServiceMethods.CreateEndpoint(service, method => new ForwardedMethod(method, client).RunAsync);
    }
}
