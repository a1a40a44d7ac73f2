using Messaging;

namespace OpenStackSample;

/// <summary>Prints what Neutron notifies of, as Ceilometer would hear it.</summary>
public sealed class NotificationPrinter
{
    public void Info(Notification notification) =>
        Console.WriteLine($"notification: {notification.EventType} by {notification.PublisherId}");
}
