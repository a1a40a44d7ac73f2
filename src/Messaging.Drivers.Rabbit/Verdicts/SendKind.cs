namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What a message is to the one who sends it, by which is judged what becomes of it when it does not get there.</summary>
internal enum SendKind : byte
{
    Call,
    Cast,
    Fanout,
    Notification,
    Reply,

    /// <summary>The word that nobody waits for a call any more.</summary>
    Cancellation,

    /// <summary>A call that a stopping server sends back to its queue.</summary>
    HandBack,

    /// <summary>The copy of a message for the dead-letter queue.</summary>
    Parked,
}
