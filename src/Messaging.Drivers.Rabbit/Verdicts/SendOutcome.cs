namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What may become of a message, other than that it gets where it should.</summary>
internal enum SendOutcome : byte
{
    /// <summary>It was not sent, for want of time or of a broker that takes it.</summary>
    NotSent,

    /// <summary>It was not sent, and another time it would not be either.</summary>
    CannotBeSent,

    /// <summary>No queue took it, and the broker returned it.</summary>
    Returned,

    /// <summary>The broker could not take it (<c>basic.nack</c>).</summary>
    Nacked,

    /// <summary>The broker closed the channel for it, and says so.</summary>
    ClosedForIt,

    /// <summary>The broker closed the channel for another message, and says so.</summary>
    ClosedForAnother,

    /// <summary>The broker closed the channel for one of the messages in it, and does not say for which.</summary>
    ClosedForOne,

    /// <summary>The connection was lost before the broker said anything.</summary>
    ConnectionLost,

    /// <summary>It was delivered, and the queue that its reply would come to is gone.</summary>
    ReplyQueueGone,

    /// <summary>It was delivered, and it or its reply may have been lost.</summary>
    ReplyInDoubt,
}
