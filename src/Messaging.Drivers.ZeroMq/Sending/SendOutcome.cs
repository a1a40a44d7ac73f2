namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>The result of an attempt to send a message.</summary>
internal enum SendOutcome
{
    /// <summary>The message is being written, or is queued behind others.</summary>
    Sent,

    /// <summary>The message was refused because too much is queued already: the peer reads too slowly.</summary>
    Full,

    /// <summary>The connection has ended.</summary>
    Closed,
}
