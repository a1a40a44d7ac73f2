namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>The type of a message between two of our peers: the second byte of its header.</summary>
internal enum MessageType : byte
{
    /// <summary>The first message of a client: its reply address.</summary>
    Hello = 1,

    /// <summary>The first message of a server, sent again when it changes: the targets that it serves.</summary>
    Announce = 2,

    /// <summary>A request with a reply.</summary>
    Call = 3,

    /// <summary>A request without a reply, to one server.</summary>
    Cast = 4,

    /// <summary>A request without a reply, to every server of the topic.</summary>
    Fanout = 5,

    /// <summary>The caller gave up a call.</summary>
    Cancel = 6,

    /// <summary>A reply, or a keep-alive.</summary>
    Reply = 7,

    /// <summary>A cast or a fanout was accepted.</summary>
    Accepted = 8,

    /// <summary>A request was refused.</summary>
    Refused = 9,
}
