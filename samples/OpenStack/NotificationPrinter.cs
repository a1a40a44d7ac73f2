using Messaging;

namespace OpenStackSample;

/// <summary>Prints Neutron's notifications, as Ceilometer would receive them.</summary>
public sealed class NotificationPrinter
{
    public void Info(Notification notification) =>
        Console.WriteLine($"notification: {notification.EventType} by {notification.PublisherId}");
}
