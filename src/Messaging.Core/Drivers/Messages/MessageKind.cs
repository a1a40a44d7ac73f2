namespace Messaging.Drivers;

/// <summary>What an <see cref="OutgoingMessage"/> is.</summary>
public enum MessageKind
{
    /// <summary>A request with a reply.</summary>
    Call,

    /// <summary>A request without a reply, which one server takes.</summary>
    Cast,

    /// <summary>A request without a reply, to every server of the topic.</summary>
    Fanout,

    /// <summary>A notification, for the queue of its topic. Only drivers that are an <see cref="INotificationDriver"/> are given one.</summary>
    Notification,
}
