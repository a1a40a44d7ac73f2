using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;

namespace Messaging.Notifications.Messages;

/// <summary>The targets of the notifications of a topic, and whether the transport can carry them.</summary>
internal static class NotificationTargets
{
    /// <exception cref="InvalidTargetException">The topic or the exchange is not valid.</exception>
    public static Target Of(string topic, string? exchange, NotificationPriority priority)
    {
        // Checked on its own first, so that an error names what the user wrote.
        var target = new Target { Topic = topic, Exchange = exchange };
        return target with { Topic = $"{topic}.{priority.ToLowerName()}" };
    }

    /// <summary>Checks that a listener can receive the notifications of the target: it has a topic, and no part that only requests
    /// have.</summary>
    /// <exception cref="InvalidTargetException">The target does not fit.</exception>
    public static void Check([NotNull] Target? target)
    {
        TargetRules.ForCast(target);
        if (target.Server is not null || target.Fanout || target.Namespace is not null || target.Version is not null)
        {
            throw new InvalidTargetException(
                nameof(Target.Topic),
                $"Notifications have a topic and an exchange and nothing else: remove the rest from {target}.", target);
        }
    }

    /// <exception cref="NotSupportedException">The driver does not support notifications.</exception>
    public static INotificationDriver RequireDriver(Transport transport) =>
        transport.Driver as INotificationDriver ?? throw new NotSupportedException(
            $"The driver of '{transport.Url.Scheme}' does not support notifications. "
                + "Use a transport over rabbit:// or memory://, or the notifier's drivers log and noop.");
}
