using Messaging.Drivers;

namespace Messaging.Listening;

/// <summary>One notification in a listener's hands, from its arrival to its ending.</summary>
internal sealed class NotificationDelivery(IncomingMessage message, Notification notification, MessageId key)
{
    private List<IncomingMessage>? _copies;

    public IncomingMessage Message { get; } = message;

    public Notification Notification { get; } = notification;

    /// <summary>What makes copies of the notification known as such.</summary>
    public MessageId Key { get; } = key;

    /// <summary>The same notification again: it gets the ending of this one. Called under the lock of those in hand.</summary>
    public void AddCopy(IncomingMessage copy) => (_copies ??= []).Add(copy);

    /// <summary>The ending. Called when no copy is added any more.</summary>
    public void End(NotificationResult result)
    {
        End(Message, result);
        if (_copies is not null)
        {
            foreach (var copy in _copies)
            {
                End(copy, result);
            }
        }
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
