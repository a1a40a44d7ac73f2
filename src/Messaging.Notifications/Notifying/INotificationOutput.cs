using Messaging.Drivers;
using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Notifying;

/// <summary>A destination of a notifier: a topic at the broker, or the log.</summary>
internal interface INotificationOutput
{
    /// <summary>Its name in errors.</summary>
    string Name { get; }

    Task SendAsync(NotificationContent content, Deadline deadline, CancellationToken cancellationToken);
}
