namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>How a client stands with one address.</summary>
internal enum PeerState
{
    /// <summary>The first attempt to reach it is under way.</summary>
    Connecting,

    /// <summary>It is reached, and has said whom it serves.</summary>
    Ready,

    /// <summary>It could not be reached, or was lost; it is tried again and again.</summary>
    Down,
}
