namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>What a message between two of our peers is: the second byte of its header.</summary>
internal enum MessageType : byte
{
    /// <summary>The first message of a client: the address of its replies.</summary>
    Hello = 1,

    /// <summary>The first message of a server, and again when it changes: whom it serves.</summary>
    Announce = 2,

    /// <summary>A request with a reply.</summary>
    Call = 3,

    /// <summary>A request without a reply, for one server.</summary>
    Cast = 4,

    /// <summary>A request without a reply, for every server of the topic.</summary>
    Fanout = 5,

    /// <summary>The caller of a call gave up.</summary>
    Cancel = 6,

    /// <summary>A reply, or a sign of life.</summary>
    Reply = 7,

    /// <summary>A cast or a fanout was taken.</summary>
    Accepted = 8,

    /// <summary>A request was not taken.</summary>
    Refused = 9,
}
