namespace Messaging;

/// <summary>The decision of a listener's method about a notification.</summary>
public enum NotificationResult
{
    /// <summary>It is handled: further endpoints get it, and then it is acknowledged.</summary>
    Handled,

    /// <summary>It goes back to its queue, to be redelivered here or to another listener; further endpoints do not get it this
    /// time.</summary>
    Requeue,
}
