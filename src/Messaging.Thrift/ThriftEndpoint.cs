using Messaging.Drivers.Thrift;
using Messaging.Thrift.Bridging;
using Messaging.Thrift.Processing;
using Thrift.Processor;

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

    /// <summary>An endpoint of code that the Thrift compiler has generated: any processor runs on a Thrift port, or on a topic of any other transport, whoever
    /// calls it there.</summary>
    /// <remarks>A declared exception arrives with its fields. Every other is what generated code makes of it, an internal error without a reason, unless the
    /// processor has a logger.</remarks>
    /// <param name="service">The service, of the file that the code was generated of.</param>
    /// <param name="processor">The processor, such as <c>new Calculator.AsyncProcessor(handler)</c>. Calls run on it at the same time.</param>
    /// <returns>The endpoint.</returns>
    public static RpcEndpoint For(ThriftService service, ITAsyncProcessor processor)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(processor);
        return ServiceMethods.CreateEndpoint(service, method => new ProcessedMethod(method, processor).RunAsync);
    }
}
