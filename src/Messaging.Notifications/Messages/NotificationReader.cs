using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Notifications.Messages;

/// <summary>Reads notifications from untrusted bodies. As in oslo.messaging, every field may be missing; a field that is present must have
/// the right type.</summary>
internal static class NotificationReader
{
    /// <summary>Reads a notification.</summary>
    /// <param name="body">The body from the wire.</param>
    /// <param name="message">Receives the message without its envelope; the positions of the fields refer to it.</param>
    /// <exception cref="SerializationException">The body is not a notification.</exception>
    public static NotificationFields Read(ReadOnlySpan<byte> body, out byte[] message)
    {
        using var buffer = MessageBuffer.Rent();
        try
        {
            Oslo2Envelope.Unwrap(body, buffer);
            var fields = MessageFields.Read<NotificationFields>(buffer);
            message = buffer.WrittenSpan.ToArray();
            return fields;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SerializationException("The message is not a valid notification: " + e.Message, e);
        }
    }

    public static void ReadField(ref Utf8JsonReader reader, ref NotificationFields fields)
    {
        if (reader.ValueTextEquals(NotificationFieldNames.Payload.EncodedUtf8Bytes))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            fields.Payload = new Slice(start, (int)reader.BytesConsumed - start);
        }
        else if (reader.ValueTextEquals(NotificationFieldNames.EventType.EncodedUtf8Bytes))
        {
            fields.EventType = ReadText(ref reader, "event_type");
        }
        else if (reader.ValueTextEquals(NotificationFieldNames.PublisherId.EncodedUtf8Bytes))
        {
            fields.PublisherId = ReadText(ref reader, "publisher_id");
        }
        else if (reader.ValueTextEquals(NotificationFieldNames.Priority.EncodedUtf8Bytes))
        {
            fields.Priority = ReadText(ref reader, "priority");
        }
        else if (reader.ValueTextEquals(NotificationFieldNames.MessageId.EncodedUtf8Bytes))
        {
            fields.MessageId = ReadText(ref reader, "message_id", comesAgain: false);
        }
        else if (reader.ValueTextEquals(NotificationFieldNames.Timestamp.EncodedUtf8Bytes))
        {
            fields.Timestamp = ReadText(ref reader, "timestamp", comesAgain: false);
        }
        else if (reader.ValueTextEquals(EnvelopeFields.UniqueId.EncodedUtf8Bytes))
        {
            fields.UniqueId = UniqueIds.Read(ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader, string field, bool comesAgain = true)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => comesAgain ? TextCache.Read(ref reader) : reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw new SerializationException($"The notification's field '{field}' is not a string."),
        };
    }
}
