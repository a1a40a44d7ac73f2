using Messaging.Drivers;
using Messaging.Intake;

namespace Messaging.Listening;

/// <summary>One notification in a listener's hands, from its arrival to its ending.</summary>
internal sealed class NotificationDelivery(IncomingMessage message, Notification notification, MessageId key) : IMessageInHand
{
    private List<IncomingMessage>? _copies;

    public IncomingMessage Message { get; } = message;

    public Notification Notification { get; } = notification;

    public MessageId Key { get; } = key;

    public void AddCopy(IncomingMessage copy) => (_copies ??= []).Add(copy);

    /// <summary>The ending of the notification and of its copies; it is in hand no more.</summary>
    public void End(NotificationResult result, MessagesInHand<NotificationDelivery> inHand)
    {
        // First forgotten, for what goes back may come again at once and is no copy then.
        inHand.Remove(this, isDone: result == NotificationResult.Handled);
        End(Message, result);
        if (_copies is not null)
        {
            foreach (var copy in _copies)
            {
                End(copy, result);
            }
        }

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
