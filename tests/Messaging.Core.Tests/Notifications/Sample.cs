using System.Text;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Notifications;

/// <summary>Notifications as if they had arrived.</summary>
internal static class Sample
{
    public static Notification Of(string json, bool isRedelivered = false)
    {
        var fields = NotificationReader.Read(Encoding.UTF8.GetBytes(json), out var message);
        Assert.True(NotificationPriorities.TryParse(fields.Priority ?? "INFO", out var priority));
        return new Notification(message, fields, priority, isRedelivered, JsonPayloadSerializer.ByReflection());
    }
}
