using Messaging.Drivers.Thrift;
using Messaging.Thrift.Bridging;
using Messaging.Thrift.Processing;
using Thrift.Processor;

namespace Messaging.Thrift;

/// <summary>
/// Endpoints whose methods are those of a Thrift service. They can be served on a Thrift port, or on a topic of any other transport.
/// </summary>
public static class ThriftEndpoint
{
    /// <summary>
    /// An endpoint that forwards each call through a client. Served on a Thrift port, it is a Thrift service in front of the client's
    /// topic; with a client of a Thrift server, it is a topic in front of that server.
    /// </summary>
    /// <remarks>
    /// A oneway method is forwarded as a cast, every other method as a call. The names are those of <see cref="ThriftService"/> on this
    /// side, in snake_case. A failure is forwarded with its type and its fields; errors such as a missing server or a timeout become
    /// failures named after their exceptions. The context of a call ends here, because Thrift has none; the client may have a context of
    /// its own (<see cref="RpcClient.With"/>).
    /// </remarks>
    /// <param name="service">The service.</param>
    /// <param name="client">Forwards the calls, with its own settings, such as the timeout.</param>
    /// <returns>The endpoint. Its methods may run at the same time.</returns>
    public static RpcEndpoint Forward(ThriftService service, RpcClient client)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(client);
        return ServiceMethods.CreateEndpoint(service, method => new ForwardedMethod(method, client).RunAsync);
    }

    /// <summary>
    /// An endpoint from code that the Thrift compiler has generated: any processor can be served on a Thrift port, or on a topic of any
    /// other transport, for any caller there.
    /// </summary>
    /// <remarks>A declared exception arrives with its fields. Any other becomes what generated code makes of it: an internal error without
    /// a reason, unless the processor has a logger.</remarks>
    /// <param name="service">The service, from the file that the code was generated from.</param>
    /// <param name="processor">The processor, such as <c>new Calculator.AsyncProcessor(handler)</c>. It runs calls concurrently.</param>
    /// <returns>The endpoint.</returns>
    public static RpcEndpoint For(ThriftService service, ITAsyncProcessor processor)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(processor);
        return ServiceMethods.CreateEndpoint(service, method => new ProcessedMethod(method, processor).RunAsync);
    }
}
