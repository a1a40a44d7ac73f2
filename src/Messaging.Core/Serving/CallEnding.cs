namespace Messaging.Serving;

/// <summary>How a message is settled when its call has run.</summary>
internal enum CallEnding
{
    /// <summary>Not yet: the reply is detached.</summary>
    None,

    /// <summary>Acknowledged.</summary>
    Acknowledge,

    /// <summary>Requeued.</summary>
    Requeue,

    /// <summary>Rejected, because it cannot be handled.</summary>
    Reject,
}
