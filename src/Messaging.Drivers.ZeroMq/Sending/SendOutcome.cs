namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>The outcome of an attempt to send a message.</summary>
internal enum SendOutcome
{
    /// <summary>It is being sent, or waits behind other messages.</summary>
    Sent,

    /// <summary>It was refused, because too much waits already: the peer reads too slowly.</summary>
    Full,

    /// <summary>The connection has ended.</summary>
    Closed,
}
