using Messaging.Drivers;
using Messaging.Intake;

namespace Messaging.Notifications.Listening;

/// <summary>One notification in a listener's hands, from its arrival to its ending.</summary>
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

    /// <summary>Begins the work.</summary>
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

    /// <summary>The ending of the notification and of its copies; it is in hand no more.</summary>
    public void End(NotificationResult result)
    {
        // First forgotten, for what goes back may come again at once and is no copy then.
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
