using System.Text.Json;
using Messaging.Drivers.Thrift.Codec;
using Messaging.Drivers.Thrift.Types;
using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Converts an answer received over Thrift to a reply of Core's.</summary>
internal static class ReplyReader
{
    /// <summary>Reads the rest of an answer after its head.</summary>
    /// <param name="from">The message.</param>
    /// <param name="head">The head.</param>
    /// <param name="method">The method that was called.</param>
    /// <param name="id">The id of the call.</param>
    /// <param name="cancellationToken">Ends the wait for bytes still to arrive.</param>
    /// <returns>Either the reply, or what is wrong with the result.</returns>
    /// <exception cref="Exception">The answer cannot be read: decoders may throw anything for arbitrary bytes.</exception>
    public static async ValueTask<(Reply? Reply, string? Fault)> ReadAsync(
        TProtocol from, TMessage head, ThriftMethod method, MessageId id, CancellationToken cancellationToken)
    {
        using var body = MessageBuffer.Rent();
        var fault = await ReadAsync(from, head, method, id, body, cancellationToken).ConfigureAwait(false);
        return fault is null ? (Reply.Read(body.WrittenSpan), null) : (null, fault);
    }

    /// <summary>Reads the rest of an answer after its head, as the JSON of a reply.</summary>
    /// <param name="from">The message.</param>
    /// <param name="head">The head.</param>
    /// <param name="method">The method that was called.</param>
    /// <param name="id">The id of the call.</param>
    /// <param name="body">The destination of the JSON.</param>
    /// <param name="cancellationToken">Ends the wait for bytes still to arrive.</param>
    /// <returns>What is wrong with the result; null when nothing is.</returns>
    /// <exception cref="Exception">The answer cannot be read: decoders may throw anything for arbitrary bytes.</exception>
    public static async ValueTask<string?> ReadAsync(
        TProtocol from, TMessage head, ThriftMethod method, MessageId id, MessageBuffer body, CancellationToken cancellationToken)
    {
        string? fault;
        var writer = new Utf8JsonWriter(body, CallReader.Json);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteString("_msg_id"u8, id.ToString());
            writer.WriteBoolean("ending"u8, true);
            if (head.Type == TMessageType.Exception)
            {
                WriteFailure(writer, await TApplicationException.ReadAsync(from, cancellationToken).ConfigureAwait(false));
                fault = null;
            }
            else
            {
                fault = await ReadResultAsync(from, writer, method, cancellationToken).ConfigureAwait(false);
            }

            await from.ReadMessageEndAsync(cancellationToken).ConfigureAwait(false);
            writer.WriteEndObject();
        }

        return fault;
    }

    private static async ValueTask<string?> ReadResultAsync(
        TProtocol from, Utf8JsonWriter writer, ThriftMethod method, CancellationToken cancellationToken)
    {
        var reader = new ValueReader(from, writer, cancellationToken);
        var result = new Where(method.Arguments, null);
        var isAnswered = false;
        string? thrownFault = null;
        await from.ReadStructBeginAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var field = await from.ReadFieldBeginAsync(cancellationToken).ConfigureAwait(false);
            if (field.Type == TType.Stop)
            {
                break;
            }

            var thrown = field.ID == 0 ? null : method.FindThrown(field.ID);
            var type = field.ID == 0 ? method.Result : thrown?.Type;
            if (isAnswered || type is null || !reader.IsOf(type, field.Type, result))
            {
                await TProtocolUtil.SkipAsync(from, field.Type, cancellationToken).ConfigureAwait(false);
            }
            else if (thrown is null)
            {
                writer.WritePropertyName("result"u8);
                await reader.ReadAsync(type, result).ConfigureAwait(false);
                isAnswered = true;
            }
            else
            {
                thrownFault = await ReadThrownAsync(from, writer, (StructType)type, cancellationToken).ConfigureAwait(false);
                isAnswered = true;
            }

            await from.ReadFieldEndAsync(cancellationToken).ConfigureAwait(false);
        }

        await from.ReadStructEndAsync(cancellationToken).ConfigureAwait(false);
        if (!isAnswered && method.Result is null)
        {
            writer.WriteNull("result"u8);
        }
        else if (!isAnswered && reader.Fault is null)
        {
            WriteFailure(writer, new TApplicationException(
                TApplicationException.ExceptionType.MissingResult, $"the server answered '{method.IdlName}' without a result"));
        }

        return reader.Fault ?? thrownFault;
    }

    /// <summary>
    /// Reads a declared exception: its fields are the named values of the failure, and the first text among them is its message.
    /// </summary>
    private static async ValueTask<string?> ReadThrownAsync(
        TProtocol from, Utf8JsonWriter writer, StructType type, CancellationToken cancellationToken)
    {
        using var fields = MessageBuffer.Rent();
        string? fault;
        var inner = new Utf8JsonWriter(fields, CallReader.Json);
        await using (inner.ConfigureAwait(false))
        {
            var reader = new ValueReader(from, inner, cancellationToken);
            await reader.ReadStructAsync(type).ConfigureAwait(false);
            fault = reader.Fault;
        }

        var values = RpcValue.Parse(fields.WrittenSpan);
        var message = type.MessageField is { } known && !values[known.Name].IsNull ? known
            : type.Fields.FirstOrDefault(field => field.Type == BaseType.Text && !values[field.Name].IsNull);
        writer.WriteStartObject("failure"u8);
        writer.WriteString("class"u8, type.Name);
        writer.WriteString("module"u8, type.Program);
        writer.WriteString("message"u8, message is null ? values.ToString() : values[message.Name].ToString());
        writer.WritePropertyName("kwargs"u8);
        WriteFields(writer, fields, type.MessageField is { } text && values[text.Name].IsMissing ? text : null);
        if (values.Count == 0)
        {
            // An exception whose fields are all missing is not one without fields: a contract creates its exception only from the first.
            writer.WriteStartObject("dotnet_properties"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        return fault;
    }

    /// <summary>
    /// Writes the fields, and null for a missing message field, so that no message is put there when the exception is passed on.
    /// </summary>
    private static void WriteFields(Utf8JsonWriter writer, MessageBuffer fields, ThriftField? missing)
    {
        if (missing is null)
        {
            writer.WriteRawValue(fields.WrittenSpan, skipInputValidation: true);
            return;
        }

        using var all = MessageBuffer.Rent();
        all.Write("{\""u8);
        all.Write(JsonEncodedText.Encode(missing.Name).EncodedUtf8Bytes);
        all.Write("\":null"u8);
        all.Write(fields.Length > "{}".Length ? ","u8 : default);
        all.Write(fields.WrittenSpan[1..]);
        writer.WriteRawValue(all.WrittenSpan, skipInputValidation: true);
    }

    private static void WriteFailure(Utf8JsonWriter writer, TApplicationException error)
    {
        var isUnknown = error.Type == TApplicationException.ExceptionType.UnknownMethod;
        writer.WriteStartObject("failure"u8);
        writer.WriteString("class"u8, isUnknown ? FailureNames.MethodNotFound : FailureNames.ApplicationException);
        writer.WriteString("module"u8, isUnknown ? FailureNames.DispatcherModule : FailureNames.ApplicationModule);
        writer.WriteString("message"u8, error.Message);
        writer.WriteStartObject("kwargs"u8);
        writer.WriteNumber("type"u8, (int)error.Type);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
