namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>A client's state with one address.</summary>
internal enum PeerState
{
    /// <summary>The first attempt to connect is under way.</summary>
    Connecting,

    /// <summary>It is connected, and has announced what it serves.</summary>
    Ready,

    /// <summary>It could not be reached, or was lost; connecting is retried for ever.</summary>
    Down,
}
