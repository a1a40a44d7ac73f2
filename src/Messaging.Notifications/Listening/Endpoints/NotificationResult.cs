namespace Messaging;

/// <summary>What a listener's method decides about a notification.</summary>
public enum NotificationResult
{
    /// <summary>It is done with: further endpoints get it, and then it is acknowledged.</summary>
    Handled,

    /// <summary>It goes back to its queue, to come again here or at another listener; further endpoints do not get it this time.</summary>
    Requeue,
}
