using System.Diagnostics;
using Messaging.Diagnostics;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Notifications.Listening;

/// <summary>Passes a batch to the methods that want it and then settles each notification, by the rules of oslo.messaging: by priority,
/// through the endpoints in order, until one requeues it or fails.</summary>
internal sealed class NotificationDispatcher(
    NotificationTable table, string topics, bool allowRequeue, ILogger logger, CancellationToken stopping)
{
    // Alphabetical order, as in oslo.messaging.
    private static readonly NotificationPriority[] Order =
        [.. NotificationPriorities.All.OrderBy(priority => priority.ToLowerName(), StringComparer.Ordinal)];

    /// <summary>Never throws.</summary>
    public async Task DispatchAsync(NotificationDelivery[] batch)
    {
        var begun = Array.FindAll(batch, static delivery => delivery.TryBegin());
        if (begun.Length == 1)
        {
            await DispatchGroupAsync(begun[0].Notification.Priority, begun).ConfigureAwait(false);
            return;
        }

        foreach (var priority in Order)
        {
            var group = Array.FindAll(begun, delivery => delivery.Notification.Priority == priority);
            if (group.Length > 0)
            {
                await DispatchGroupAsync(priority, group).ConfigureAwait(false);
            }
        }
    }

    private async Task DispatchGroupAsync(NotificationPriority priority, NotificationDelivery[] group)
    {
        var result = NotificationResult.Handled;
        foreach (var (filter, handler) in table.For(priority))
        {
            result = await RunAsync(filter, handler, group).ConfigureAwait(false);
            if (result == NotificationResult.Requeue)
            {
                break;
            }
        }

        // A notification that the stop of the listener cut short is not handled, whatever else may be requeued.
        var ending = allowRequeue || stopping.IsCancellationRequested ? result : NotificationResult.Handled;
        foreach (var delivery in group)
        {
            NotificationMetrics.AddReceived(ending == NotificationResult.Requeue ? "requeued" : "handled");
            delivery.End(ending);
        }
    }

    /// <summary>Runs one method. Never throws.</summary>
    /// <returns><see cref="NotificationResult.Handled"/> to continue with the next.</returns>
    private async Task<NotificationResult> RunAsync(NotificationFilter? filter, NotificationHandler handler, NotificationDelivery[] group)
    {
        Activity? activity = null;
        try
        {
            var notifications = Filtered(filter, group);
            if (notifications.Count == 0)
            {
                return NotificationResult.Handled;
            }

            activity = MessagingActivity.StartListener(notifications[0].EventType, group[0].Message, topics);
            var result = await handler.Body(notifications, stopping).ConfigureAwait(false);
            if (result == NotificationResult.Requeue && !allowRequeue)
            {
                NotificationLog.RequeueNotAllowed(logger, handler.Name, notifications[0].EventType);
            }

            return result;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return NotificationResult.Requeue;
        }
        catch (Exception e)
        {
            MessagingActivity.SetFailed(activity, e);
            NotificationLog.ListenerMethodFailed(
                logger, handler.Name, group[0].Notification.EventType, group.Length,
                allowRequeue ? "back in their queue" : "acknowledged", e);
            return NotificationResult.Requeue;
        }
        finally
        {
            activity?.Dispose();
        }
    }

    private static List<Notification> Filtered(NotificationFilter? filter, NotificationDelivery[] group)
    {
        var passed = new List<Notification>(group.Length);
        foreach (var delivery in group)
        {
            if (filter is null || filter.Matches(delivery.Notification))
            {
                passed.Add(delivery.Notification);
            }
        }

        return passed;
    }
}
