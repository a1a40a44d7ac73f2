using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Reads requests from untrusted bodies. It finds the parts and copies them once; values are read later, when their types are
/// known.</summary>
internal static class RequestReader
{
    /// <summary>Reads a request. A call with a value of the wrong kind is still read, so that its caller can be told.</summary>
    /// <exception cref="SerializationException">The body is not a message.</exception>
    public static Request Read(ReadOnlySpan<byte> body)
    {
        var message = MessageBuffer.Rent();
        try
        {
            Oslo2Envelope.Unwrap(body, message);
            var fields = MessageFields.Read<RequestFields>(message);
            return fields.Fault is null || fields.IsCall ? Request.Take(message, fields) : throw new SerializationException(fields.Fault);
        }
        catch (Exception e)
        {
            message.Dispose();
            throw e is JsonException or InvalidOperationException
                ? new SerializationException("The message is not a valid request: " + e.Message, e)
                : e;
        }
    }

    public static void ReadField(ref Utf8JsonReader reader, ref RequestFields fields)
    {
        if (reader.ValueTextEquals(EnvelopeFields.Method.EncodedUtf8Bytes))
        {
            fields.Method = ReadText(ref reader, ref fields, "method");
        }
        else if (reader.ValueTextEquals(EnvelopeFields.Args.EncodedUtf8Bytes))
        {
            fields.Arguments = ReadArguments(ref reader, ref fields);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.Namespace.EncodedUtf8Bytes))
        {
            fields.Namespace = ReadText(ref reader, ref fields, "namespace");
        }
        else if (reader.ValueTextEquals(EnvelopeFields.Version.EncodedUtf8Bytes))
        {
            fields.Version = ReadText(ref reader, ref fields, "version");
            fields.HasVersionNull = fields.Version is null;
        }
        else if (reader.ValueTextEquals(EnvelopeFields.MessageId.EncodedUtf8Bytes))
        {
            ReadMessageId(ref reader, ref fields);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.ReplyTo.EncodedUtf8Bytes))
        {
            fields.ReplyTo = ReadReplyTo(ref reader);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.UniqueId.EncodedUtf8Bytes))
        {
            fields.UniqueId = UniqueIds.Read(ref reader);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.MonitorTimeout.EncodedUtf8Bytes))
        {
            fields.MonitorTimeout = ReadMonitorTimeout(ref reader);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.Idempotent.EncodedUtf8Bytes))
        {
            reader.Read();
            fields.IsIdempotent = reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }
        else
        {
            fields.HasContext |= reader.ValueIsEscaped || reader.ValueSpan.StartsWith(EnvelopeFields.ContextPrefix);
            reader.Read();
            reader.Skip();
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader, ref RequestFields fields, string field)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return TextCache.Read(ref reader);
            case JsonTokenType.Null:
                return null;
            default:
                fields.Fault ??= $"The message's field '{field}' is not a string.";
                reader.Skip();
                return null;
        }
    }

    private static string? ReadReplyTo(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => TextCache.Read(ref reader),
            JsonTokenType.Null => null,
            _ => throw new SerializationException("The message's field '_reply_q' is not a string."),
        };
    }

    private static Slice ReadArguments(ref Utf8JsonReader reader, ref RequestFields fields)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject:
                reader.Skip();
                return new Slice(start, (int)reader.BytesConsumed - start);
            default:
                fields.Fault ??= "The message's field 'args' is not an object.";
                reader.Skip();
                return default;
        }
    }

    private static void ReadMessageId(ref Utf8JsonReader reader, ref RequestFields fields)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            // Inside the quotes, which are one byte each.
            fields.MessageIdText = new Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            fields.MessageId = MessageId.TryParse(reader.ValueSpan, out var id) ? id : null;
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            throw new SerializationException("The message's field '_msg_id' is not a string.");
        }
    }

    private static TimeSpan? ReadMonitorTimeout(ref Utf8JsonReader reader)
    {
        reader.Read();
        var seconds = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) ? number : 0;
        reader.Skip();
        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
