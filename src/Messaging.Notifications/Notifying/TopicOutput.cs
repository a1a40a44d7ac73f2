using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Notifying;

/// <summary>Sends notifications to one topic, each to the queue of its priority.</summary>
internal sealed class TopicOutput : INotificationOutput
{
    private readonly Transport _transport;
    private readonly bool _isBare;
    private readonly Target[] _targets;

    /// <exception cref="InvalidTargetException">The topic or the exchange is not valid.</exception>
    public TopicOutput(Transport transport, string topic, string? exchange, bool isBare)
    {
        _transport = transport;
        _isBare = isBare;
        Name = $"topic '{topic}'";

        // One for each priority, cached: drivers remember by the target what they know about its queue.
        _targets = [.. NotificationPriorities.All.Select(priority => NotificationTargets.Of(topic, exchange, priority))];
    }

    public string Name { get; }

    public async Task SendAsync(NotificationContent content, Deadline deadline, CancellationToken cancellationToken)
    {
        var message = new OutgoingNotification(_targets[(int)content.Priority], deadline, content, _isBare);
        using var activity = MessagingActivity.StartClient(message);
        try
        {
            await _transport.Driver.SendAsync(message, cancellationToken).ConfigureAwait(false);
            NotificationMetrics.AddSent(message.Target);
        }
        catch (Exception e)
        {
            MessagingActivity.SetFailed(activity, e);
            throw;
        }
    }
}
