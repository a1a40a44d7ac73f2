using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Writes requests as oslo.messaging does (its <c>_send</c> and <c>pack_context</c>).</summary>
internal static class RequestWriter
{
    public static void Write(MessageBuffer body, EnvelopeFormat format, OutgoingRequest request, MessageId messageId, string? replyTo)
    {
        if (format == EnvelopeFormat.Bare)
        {
            WriteMessage(body, request, messageId, replyTo);
            return;
        }

        using var message = MessageBuffer.Rent();
        WriteMessage(message, request, messageId, replyTo);
        Oslo2Envelope.Wrap(message.WrittenSpan, body);
    }

    private static void WriteMessage(MessageBuffer buffer, OutgoingRequest request, MessageId messageId, string? replyTo)
    {
        var target = request.Target;
        using var loan = JsonWriters.Rent(buffer, out var writer);
        writer.WriteStartObject();
        writer.WriteString(EnvelopeFields.Method, request.Method);
        writer.WritePropertyName(EnvelopeFields.Args);
        request.WriteArguments(writer);

        // Absent, never null: Python refuses a version that is null.
        if (target.Namespace is not null)
        {
            writer.WriteString(EnvelopeFields.Namespace, target.Namespace);
        }

        if (target.Version is not null)
        {
            writer.WriteString(EnvelopeFields.Version, target.Version);
        }

        Span<byte> id = stackalloc byte[MessageId.TextLength];
        if (request.Kind == MessageKind.Call)
        {
            messageId.WriteTo(id);
            writer.WriteString(EnvelopeFields.MessageId, id);
            writer.WriteString(EnvelopeFields.ReplyTo, replyTo);
            WriteMonitorTimeout(writer, request.MonitorTimeout);
        }

        MessageId.NewUnique().WriteTo(id);
        writer.WriteString(EnvelopeFields.UniqueId, id);
        if (request.IsIdempotent)
        {
            writer.WriteBoolean(EnvelopeFields.Idempotent, true);
        }

        request.Context?.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteMonitorTimeout(Utf8JsonWriter writer, TimeSpan? timeout)
    {
        if (timeout is null)
        {
            writer.WriteNull(EnvelopeFields.MonitorTimeout);
        }
        else
        {
            writer.WriteNumber(EnvelopeFields.MonitorTimeout, timeout.Value.TotalSeconds);
        }
    }
}
