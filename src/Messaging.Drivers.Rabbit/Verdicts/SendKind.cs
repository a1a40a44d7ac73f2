namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What a message is to its sender. Decides what happens to it when it does not get through.</summary>
internal enum SendKind : byte
{
    Call,
    Cast,
    Fanout,
    Notification,
    Reply,

    /// <summary>The notice that nobody waits for a call any more.</summary>
    Cancellation,

    /// <summary>A call that a stopping server sends back to its queue.</summary>
    HandBack,

    /// <summary>The copy of a message for the dead-letter queue.</summary>
    Parked,
}
