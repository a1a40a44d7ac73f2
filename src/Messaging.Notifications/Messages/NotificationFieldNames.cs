using System.Text.Json;

namespace Messaging.Notifications.Messages;

/// <summary>The names of the fields of a notification, as oslo.messaging writes them.</summary>
internal static class NotificationFieldNames
{
    public static readonly JsonEncodedText MessageId = JsonEncodedText.Encode("message_id");
    public static readonly JsonEncodedText PublisherId = JsonEncodedText.Encode("publisher_id");
    public static readonly JsonEncodedText EventType = JsonEncodedText.Encode("event_type");
    public static readonly JsonEncodedText Priority = JsonEncodedText.Encode("priority");
    public static readonly JsonEncodedText Payload = JsonEncodedText.Encode("payload");
    public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
}
