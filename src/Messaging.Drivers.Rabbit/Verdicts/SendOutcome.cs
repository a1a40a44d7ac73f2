namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What may happen to a message that does not get through.</summary>
internal enum SendOutcome : byte
{
    /// <summary>It was not sent, for lack of time or of a broker that accepts it.</summary>
    NotSent,

    /// <summary>It was not sent, and could not be sent later either.</summary>
    CannotBeSent,

    /// <summary>No queue took it, and the broker returned it.</summary>
    Returned,

    /// <summary>The broker refused it (<c>basic.nack</c>).</summary>
    Nacked,

    /// <summary>The broker closed the channel because of it, and says so.</summary>
    ClosedForIt,

    /// <summary>The broker closed the channel because of another message, and says so.</summary>
    ClosedForAnother,

    /// <summary>The broker closed the channel because of one of its messages, and does not say which.</summary>
    ClosedForOne,

    /// <summary>The connection was lost before the broker answered.</summary>
    ConnectionLost,

    /// <summary>It was delivered, and the queue for its reply no longer exists.</summary>
    ReplyQueueGone,

    /// <summary>It was delivered, and it or its reply may have been lost.</summary>
    ReplyInDoubt,
}
