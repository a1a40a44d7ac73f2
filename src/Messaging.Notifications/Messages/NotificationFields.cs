using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Notifications.Messages;

/// <summary>The fields that <see cref="NotificationReader"/> found in a message.</summary>
internal struct NotificationFields
{
    public string? MessageId;
    public string? PublisherId;
    public string? EventType;
    public string? Priority;
    public string? Timestamp;
    public MessageId? UniqueId;
    public Slice Payload;
}
