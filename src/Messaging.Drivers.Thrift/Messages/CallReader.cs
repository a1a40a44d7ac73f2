using System.Text.Encodings.Web;
using System.Text.Json;
using Messaging.Drivers.Thrift.Codec;
using Messaging.Drivers.Thrift.Types;
using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Converts a call received over Thrift to a request of Core's.</summary>
internal static class CallReader
{
    /// <summary>The options of JSON that only Core reads.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads one complete call.</summary>
    /// <param name="from">The message.</param>
    /// <param name="methods">The served methods.</param>
    /// <param name="cancellationToken">Ends the wait for bytes still to arrive.</param>
    /// <returns>The call; refused when it does not fit.</returns>
    /// <exception cref="Exception">The call cannot be read: decoders may throw anything for arbitrary bytes.</exception>
    public static async ValueTask<IncomingCall> ReadAsync(TProtocol from, MethodDirectory methods, CancellationToken cancellationToken)
    {
        var head = await from.ReadMessageBeginAsync(cancellationToken).ConfigureAwait(false);
        var name = MethodDirectory.WithoutService(head.Name);
        var (topic, method, why) = methods.Find(head.Name);
        var call = new IncomingCall(
            name, head.SeqID, head.Type == TMessageType.Oneway || method is { IsOneway: true }) { Topic = topic, Method = method };
        if (head.Type is not (TMessageType.Call or TMessageType.Oneway))
        {
            call.Refusal = new Refusal(
                TApplicationException.ExceptionType.InvalidMessageType, $"a message of the type {(int)head.Type} is not a call: '{name}'");
        }
        else if (method is null)
        {
            call.Refusal = new Refusal(TApplicationException.ExceptionType.UnknownMethod, why!);
        }

        if (call.Refusal is null)
        {
            await ReadArgumentsAsync(from, call, method!, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await TProtocolUtil.SkipAsync(from, TType.Struct, cancellationToken).ConfigureAwait(false);
        }

        await from.ReadMessageEndAsync(cancellationToken).ConfigureAwait(false);
        return call;
    }

    private static async ValueTask ReadArgumentsAsync(
        TProtocol from, IncomingCall call, ThriftMethod method, CancellationToken cancellationToken)
    {
        var body = MessageBuffer.Rent();
        try
        {
            var writer = new Utf8JsonWriter(body, Json);
            await using (writer.ConfigureAwait(false))
            {
                writer.WriteStartObject();
                writer.WriteString("method"u8, method.Name);
                if (!call.IsOneway)
                {
                    writer.WriteString("_msg_id"u8, call.Id.ToString());
                    writer.WriteString("_reply_q"u8, "thrift"u8);
                }

                writer.WriteString("_unique_id"u8, call.Id.ToString());
                writer.WritePropertyName("args"u8);
                var reader = new ValueReader(from, writer, cancellationToken);
                await reader.ReadStructAsync(method.Arguments).ConfigureAwait(false);
                writer.WriteEndObject();
                call.Refusal = reader.Fault is null ? null : new Refusal(TApplicationException.ExceptionType.ProtocolError, reader.Fault);
            }

            if (call.Refusal is null)
            {
                call.Body = body;
            }
        }
        finally
        {
            if (call.Body is null)
            {
                body.Dispose();
            }
        }
    }
}
