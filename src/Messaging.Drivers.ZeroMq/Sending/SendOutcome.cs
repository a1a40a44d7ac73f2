namespace Messaging.Drivers.ZeroMq.Sending;

/// <summary>What became of a message that was to be sent.</summary>
internal enum SendOutcome
{
    /// <summary>It is on its way, or waits behind others that are.</summary>
    Sent,

    /// <summary>So much waits already that it was refused: the peer reads too slowly.</summary>
    Full,

    /// <summary>The connection has ended.</summary>
    Closed,
}
