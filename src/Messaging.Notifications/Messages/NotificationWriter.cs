using System.Globalization;
using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Notifications.Messages;

/// <summary>Writes notifications as oslo.messaging does (its <c>Notifier._notify</c> and <c>pack_context</c>).</summary>
internal static class NotificationWriter
{
    // Python's str(datetime): the fraction is left out when it is zero.
    private const string WholeSeconds = "yyyy-MM-dd HH:mm:ss";
    private const string WithFraction = WholeSeconds + ".ffffff";

    public static void Write(MessageBuffer body, EnvelopeFormat format, NotificationContent content)
    {
        if (format == EnvelopeFormat.Bare)
        {
            WriteMessage(body, content);
            return;
        }

        using var message = MessageBuffer.Rent();
        WriteMessage(message, content);
        Oslo2Envelope.Wrap(message.WrittenSpan, body);
    }

    /// <summary>Writes the content of the notification: the fields that are the same in every topic.</summary>
    public static void WriteFields(Utf8JsonWriter writer, NotificationContent content)
    {
        writer.WriteString(NotificationFieldNames.MessageId, content.Id);
        writer.WriteString(NotificationFieldNames.PublisherId, content.PublisherId);
        writer.WriteString(NotificationFieldNames.EventType, content.EventType);
        writer.WriteString(NotificationFieldNames.Priority, content.Priority.ToWireName());
        writer.WritePropertyName(NotificationFieldNames.Payload);
        writer.WriteRawValue(content.Payload, skipInputValidation: true);
        WriteTimestamp(writer, content.Utc);
    }

    private static void WriteMessage(MessageBuffer buffer, NotificationContent content)
    {
        using var loan = JsonWriters.Rent(buffer, out var writer);
        writer.WriteStartObject();
        WriteFields(writer, content);
        Span<byte> id = stackalloc byte[MessageId.TextLength];
        MessageId.NewUnique().WriteTo(id);
        writer.WriteString(EnvelopeFields.UniqueId, id);
        content.Context?.WriteTo(writer, content.ContextKeys);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteTimestamp(Utf8JsonWriter writer, DateTime utc)
    {
        Span<byte> text = stackalloc byte[WithFraction.Length];
        var hasFraction = utc.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        utc.TryFormat(text, out var written, hasFraction ? WithFraction : WholeSeconds, CultureInfo.InvariantCulture);
        writer.WriteString(NotificationFieldNames.Timestamp, text[..written]);
    }
}
