using System.Text.Json;
using Messaging.Drivers.Thrift.Codec;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Converts a reply of Core's to a Thrift answer.</summary>
internal static class ReplyWriter
{
    /// <summary>Writes an answer.</summary>
    /// <param name="message">The destination: a message of a <see cref="MessageChannel"/>.</param>
    /// <param name="dialect">The client's dialect.</param>
    /// <param name="limits">The limit on nesting.</param>
    /// <param name="call">The call to answer; it has a method.</param>
    /// <param name="body">The reply.</param>
    /// <returns>Why the client gets Thrift's own error although the method succeeded; otherwise null.</returns>
    public static async Task<SerializationException?> WriteAsync(
        MessageBuffer message, Dialect dialect, TConfiguration limits, IncomingCall call, RpcValue body)
    {
        var start = message.Length;
        try
        {
            var failure = body["failure"];
            if (failure.IsNull)
            {
                await WriteResultAsync(dialect.Over(new MemoryTransport(message, limits)), call, body["result"]).ConfigureAwait(false);
                return null;
            }

            var error = failure.GetString() is { } text ? RpcValue.Parse(text) : failure;
            if (!await TryWriteDeclaredAsync(dialect.Over(new MemoryTransport(message, limits)), call, error).ConfigureAwait(false))
            {
                await WriteAsync(message, dialect, limits, call, ToRefusal(error)).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception e) when (e is SerializationException or TException)
        {
            message.Truncate(start);
            await WriteAsync(message, dialect, limits, call, new Refusal(TApplicationException.ExceptionType.InternalError, e.Message))
                .ConfigureAwait(false);
            return e as SerializationException
                ?? new SerializationException($"The result of '{call.WireName}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes Thrift's own error.</summary>
    public static async Task WriteAsync(MessageBuffer message, Dialect dialect, TConfiguration limits, IncomingCall call, Refusal refusal)
    {
        var to = dialect.Over(new MemoryTransport(message, limits));
        await to.WriteMessageBeginAsync(new TMessage(call.WireName, TMessageType.Exception, call.Number), default).ConfigureAwait(false);
        await new TApplicationException(refusal.Kind, refusal.Message).WriteAsync(to, default).ConfigureAwait(false);
        await to.WriteMessageEndAsync(default).ConfigureAwait(false);
    }

    private static async Task WriteResultAsync(TProtocol to, IncomingCall call, RpcValue result)
    {
        var method = call.Method!;
        await BeginAsync(to, call).ConfigureAwait(false);
        if (method.Result is { } type)
        {
            if (result.IsNull)
            {
                throw new SerializationException($"'{method.Name}' returned nothing, and Thrift has no null: its result is {type}.");
            }

            await to.WriteFieldBeginAsync(new TField("success", type.Wire, 0), default).ConfigureAwait(false);
            await ValueWriter.WriteAsync(to, type, result, new Where(method.Arguments, null)).ConfigureAwait(false);
            await to.WriteFieldEndAsync(default).ConfigureAwait(false);
        }

        await EndAsync(to).ConfigureAwait(false);
    }

    /// <summary>Whether the failure is an exception that the method declares; if so, it has been written.</summary>
    private static async Task<bool> TryWriteDeclaredAsync(TProtocol to, IncomingCall call, RpcValue failure)
    {
        if ((Declared(call.Method!, failure["class"]) ?? Declared(call.Method!, failure["dotnet_class"])) is not { } thrown)
        {
            return false;
        }

        await BeginAsync(to, call).ConfigureAwait(false);
        var type = (StructType)thrown.Type;
        await ValueWriter.WriteFieldAsync(to, thrown, FieldsOf(type, failure), new Where(type, null)).ConfigureAwait(false);
        await EndAsync(to).ConfigureAwait(false);
        return true;
    }

    private static ThriftField? Declared(ThriftMethod method, RpcValue name) => name.GetString() is not { } text ? null
        : method.FindThrown(text)
            ?? (text.EndsWith("Exception", StringComparison.Ordinal) ? method.FindThrown(text[..^"Exception".Length]) : null);

    /// <summary>
    /// The fields of an exception are its named values, and its message is the field of that name. Without any values, the message is the
    /// first text field.
    /// </summary>
    private static RpcValue FieldsOf(StructType type, RpcValue failure)
    {
        var named = failure["kwargs"] is { Count: > 0 } values ? values : failure["dotnet_properties"];
        var message = type.MessageField;
        if (message is null || !named[message.Name].IsMissing || (named.Count > 0 && message.Name != StructType.Message))
        {
            return named.Count > 0 ? named : RpcValue.FromProperties([]);
        }

        return RpcValue.FromProperties(named.Properties.Append(new(message.Name, failure["message"].ToString())));
    }

    private static Refusal ToRefusal(RpcValue failure)
    {
        var (name, message) = (failure["class"].ToString(), failure["message"].ToString());
        return name == FailureNames.MethodNotFound ? new Refusal(TApplicationException.ExceptionType.UnknownMethod, message)
            : name == FailureNames.ApplicationException && failure["kwargs"]["type"] is { Kind: JsonValueKind.Number } number
                ? new Refusal((TApplicationException.ExceptionType)number.GetInt32(), message)
            : failure["code"].GetString() is not null ? new Refusal(TApplicationException.ExceptionType.ProtocolError, message)
            : new Refusal(TApplicationException.ExceptionType.InternalError, name.Length == 0 ? message : $"{name}: {message}");
    }

    private static async Task BeginAsync(TProtocol to, IncomingCall call)
    {
        await to.WriteMessageBeginAsync(new TMessage(call.WireName, TMessageType.Reply, call.Number), default).ConfigureAwait(false);
        await to.WriteStructBeginAsync(new TStruct(call.WireName + "_result"), default).ConfigureAwait(false);
    }

    private static async Task EndAsync(TProtocol to)
    {
        await to.WriteFieldStopAsync(default).ConfigureAwait(false);
        await to.WriteStructEndAsync(default).ConfigureAwait(false);
        await to.WriteMessageEndAsync(default).ConfigureAwait(false);
    }
}
