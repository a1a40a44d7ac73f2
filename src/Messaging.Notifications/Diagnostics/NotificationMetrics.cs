using System.Diagnostics.Metrics;
using Messaging.Diagnostics;

namespace Messaging.Notifications.Diagnostics;

/// <summary>The instruments of notifications, on the one meter. See docs/observability.md.</summary>
internal static class NotificationMetrics
{
    public static readonly Counter<long> Failed =
        MessagingMetrics.Meter.CreateCounter<long>(
            "messaging.notifier.failed", "{message}", "Notifications that could not be written or sent.");

    private static readonly Counter<long> Sent =
        MessagingMetrics.Meter.CreateCounter<long>("messaging.notifier.sent", "{message}", "Notifications that the broker confirmed.");

    private static readonly Counter<long> Received =
        MessagingMetrics.Meter.CreateCounter<long>(
            "messaging.listener.notifications", "{message}", "Notifications that listeners have finished with.");

    public static void AddSent(Target target)
    {
        if (Sent.Enabled)
        {
            Sent.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", target.Topic));
        }
    }

    /// <summary>Counts a notification that a listener has finished with.</summary>
    /// <param name="outcome">handled, requeued, refused or duplicate.</param>
    public static void AddReceived(string outcome) =>
        Received.Add(1, new KeyValuePair<string, object?>("messaging.notification.outcome", outcome));
}
