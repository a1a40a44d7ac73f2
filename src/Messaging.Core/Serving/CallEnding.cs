namespace Messaging.Serving;

/// <summary>What becomes of a message when its call has run.</summary>
internal enum CallEnding
{
    /// <summary>Nothing yet: the reply is detached.</summary>
    None,

    /// <summary>Done with.</summary>
    Acknowledge,

    /// <summary>Back to the queue.</summary>
    Requeue,

    /// <summary>Out of the queue as one that cannot be handled.</summary>
    Reject,
}
