using System.Text.Json;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Notifications.Messages;

/// <summary>What <see cref="NotificationReader"/> found in a message.</summary>
internal struct NotificationFields : IMessageFields<NotificationFields>
{
    public string? MessageId;
    public string? PublisherId;
    public string? EventType;
    public string? Priority;
    public string? Timestamp;
    public MessageId? UniqueId;
    public Slice Payload;

    public static void ReadField(ref Utf8JsonReader reader, ref NotificationFields fields) =>
        NotificationReader.ReadField(ref reader, ref fields);
}
