using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Writes replies as oslo.messaging does: always all five fields, because a Python caller needs each of them.</summary>
internal static class ReplyWriter
{
    /// <summary>Writes a reply with the result that <paramref name="result"/> writes.</summary>
    /// <exception cref="SerializationException">The result cannot be written. The body is unchanged.</exception>
    public static void WriteResult<TState>(
        MessageBuffer body, EnvelopeFormat format, ReadOnlySpan<byte> messageId, TState state, Action<Utf8JsonWriter, TState>? result) =>
        Write(body, format, messageId, state, result, failure: null, ending: true);

    /// <summary>Writes a reply with a failure.</summary>
    /// <param name="body">The destination.</param>
    /// <param name="format">The form of the reply in the body.</param>
    /// <param name="messageId">The id of the call, as received.</param>
    /// <param name="failure">The failure as JSON: on the wire it is a string inside the message's own JSON string.</param>
    public static void WriteFailure(MessageBuffer body, EnvelopeFormat format, ReadOnlySpan<byte> messageId, MessageBuffer failure) =>
        Write<object?>(body, format, messageId, null, null, failure, ending: true);

    /// <summary>Writes a keep-alive. Only for callers that requested it: a Python caller that did not would fail on it.</summary>
    public static void WriteHeartbeat(MessageBuffer body, EnvelopeFormat format, ReadOnlySpan<byte> messageId) =>
        Write<object?>(body, format, messageId, null, null, failure: null, ending: false);

    private static void Write<TState>(
        MessageBuffer body, EnvelopeFormat format, ReadOnlySpan<byte> messageId,
        TState state, Action<Utf8JsonWriter, TState>? result, MessageBuffer? failure, bool ending)
    {
        if (format == EnvelopeFormat.Bare)
        {
            WriteMessage(body, messageId, state, result, failure, ending);
            return;
        }

        using var message = MessageBuffer.Rent();
        WriteMessage(message, messageId, state, result, failure, ending);
        Oslo2Envelope.Wrap(message.WrittenSpan, body);
    }

    private static void WriteMessage<TState>(
        MessageBuffer buffer, ReadOnlySpan<byte> messageId, TState state, Action<Utf8JsonWriter, TState>? result,
        MessageBuffer? failure, bool ending)
    {
        var start = buffer.Length;
        try
        {
            using var loan = JsonWriters.Rent(buffer, out var writer);
            writer.WriteStartObject();
            writer.WritePropertyName(EnvelopeFields.Result);
            if (result is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                result(writer, state);
            }

            if (failure is null)
            {
                writer.WriteNull(EnvelopeFields.Failure);
            }
            else
            {
                writer.WriteString(EnvelopeFields.Failure, failure.WrittenSpan);
            }

            writer.WriteBoolean(EnvelopeFields.Ending, ending);

            // As received, between its quotes: it still has its escapes.
            writer.WritePropertyName(EnvelopeFields.MessageId);
            WriteQuoted(writer, messageId);

            Span<byte> unique = stackalloc byte[MessageId.TextLength];
            MessageId.NewUnique().WriteTo(unique);
            writer.WriteString(EnvelopeFields.UniqueId, unique);
            writer.WriteEndObject();
            writer.Flush();
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }

    private static void WriteQuoted(Utf8JsonWriter writer, ReadOnlySpan<byte> escaped)
    {
        if (escaped.Length <= MessageId.TextLength)
        {
            Span<byte> quoted = stackalloc byte[MessageId.TextLength + 2];
            quoted[0] = (byte)'"';
            escaped.CopyTo(quoted[1..]);
            quoted[escaped.Length + 1] = (byte)'"';
            writer.WriteRawValue(quoted[..(escaped.Length + 2)], skipInputValidation: true);
        }
        else
        {
            writer.WriteRawValue([(byte)'"', .. escaped, (byte)'"'], skipInputValidation: true);
        }
    }
}
