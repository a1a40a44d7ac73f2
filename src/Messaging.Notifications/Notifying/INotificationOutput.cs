using Messaging.Drivers;
using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Notifying;

/// <summary>One place that a notifier sends to: a topic at the broker, or the log.</summary>
internal interface INotificationOutput
{
    /// <summary>What errors call it.</summary>
    string Name { get; }

    Task SendAsync(NotificationContent content, Deadline deadline, CancellationToken cancellationToken);
}
