namespace Messaging.Drivers;

/// <summary>The kinds of <see cref="OutgoingMessage"/>.</summary>
public enum MessageKind
{
    /// <summary>A request with a reply.</summary>
    Call,

    /// <summary>A request without a reply, for one server.</summary>
    Cast,

    /// <summary>A request without a reply, to every server of the topic.</summary>
    Fanout,

    /// <summary>A notification, for the queue of its topic. Only given to drivers that implement
    /// <see cref="INotificationDriver"/>.</summary>
    Notification,
}
