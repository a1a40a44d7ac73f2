using Messaging.Drivers;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Thrift.Bridging;

/// <summary>Creates an endpoint from the methods of a service, each under both spellings of its name.</summary>
internal static class ServiceMethods
{
    /// <summary>Errors that are reported to the caller are not errors of the endpoint.</summary>
    private static readonly Type[] Expected = [typeof(MessagingException), typeof(OperationCanceledException)];

    public static RpcEndpoint CreateEndpoint(ThriftService service, Func<ThriftMethod, Func<RpcInvocation, ValueTask<RpcValue>>> bodyOf)
    {
        var methods = new Dictionary<string, RpcMethod>(StringComparer.Ordinal);
        foreach (var method in service.AllMethods)
        {
            var body = bodyOf(method);
            RpcParameter[] parameters =
                [.. method.Arguments.Fields.Select(field => new RpcParameter(field.Name, typeof(RpcValue), isOptional: true))];
            methods[method.Name] = Create(method.Name);
            methods.TryAdd(method.IdlName, Create(method.IdlName));

            RpcMethod Create(string name) => RpcMethod.Create(name, parameters, body).WithExpectedExceptions(Expected);
        }

        return new RpcEndpoint(methods.Values);
    }

    /// <summary>Reads the arguments that a caller gave, by their names.</summary>
    public static RpcValue ReadArguments(RpcInvocation call, StructType arguments)
    {
        var given = new List<KeyValuePair<string, RpcValue>>(arguments.Fields.Count);
        for (var i = 0; i < arguments.Fields.Count; i++)
        {
            var value = call.ArgumentAt(i, RpcValue.Missing);
            if (!value.IsMissing)
            {
                given.Add(new(arguments.Fields[i].Name, value));
            }
        }

        return RpcValue.FromProperties(given);
    }

    /// <summary>Writes the arguments of a call as the service declares them.</summary>
    /// <exception cref="InvalidArgumentsException">The arguments are not what the service declares.</exception>
    public static async Task WriteArgumentsAsync(RpcInvocation call, ThriftMethod method, RpcValue arguments, MessageBuffer to)
    {
        try
        {
            await OutgoingCall.Create(method, method.IdlName, arguments)
                .WriteAsync(to, MemoryMessages.Dialect, MemoryMessages.Limits, number: 0).ConfigureAwait(false);
        }
        catch (SerializationException e)
        {
            throw call.RefuseArguments(e.Message);
        }
    }
}
