using Messaging.Drivers;
using Messaging.Intake;

namespace Messaging.Notifications.Listening;

/// <summary>A notification that a listener handles, from its arrival to its settlement.</summary>
internal sealed class NotificationDelivery(
    IncomingMessage message, Notification notification, MessageId key, TimeProvider time, MessagesInHand<NotificationDelivery> inHand)
    : IMessageInHand
{
    private readonly Deadline _arrival = new(time, Timeout.InfiniteTimeSpan);
    private MessageState _state;

    public IncomingMessage Message { get; } = message;

    public Notification Notification { get; } = notification;

    public MessageId Key { get; } = key;

    public long Source => 0;

    public TimeSpan Age => _arrival.Elapsed;

    /// <summary>Starts the work.</summary>
    /// <returns>False when the notification went back while it waited.</returns>
    public bool TryBegin() => _state.TryBegin();

    public void AddCopy(IncomingMessage copy) => _state.AddCopy(copy);

    public bool AcknowledgeEarly() => _state.AcknowledgeEarly(Message);

    public bool TryGiveBack()
    {
        var isWaiting = _state.TryGiveBack();
        if (isWaiting)
        {
            End(NotificationResult.Requeue);
        }

        return isWaiting;
    }

    /// <summary>Settles the notification and its copies; it is no longer in flight.</summary>
    public void End(NotificationResult result)
    {
        // Forgotten first, because a requeued notification may arrive again at once and is then not a copy.
        inHand.Remove(this, isDone: result == NotificationResult.Handled);
        if (_state.TryEnd())
        {
            End(Message, result);
        }

        foreach (var copy in _state.Copies)
        {
            End(copy, result);
        }

        Message.ReleaseBody();
        inHand.Release();
    }

    private static void End(IncomingMessage message, NotificationResult result)
    {
        if (result == NotificationResult.Requeue)
        {
            message.Requeue();
        }
        else
        {
            message.Acknowledge();
        }
    }
}
