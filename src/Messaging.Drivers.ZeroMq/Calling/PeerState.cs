namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>The state of a client's connection to one address.</summary>
internal enum PeerState
{
    /// <summary>The first attempt to connect is in progress.</summary>
    Connecting,

    /// <summary>The server is connected and has announced what it serves.</summary>
    Ready,

    /// <summary>The server could not be reached, or was lost. The client keeps trying.</summary>
    Down,
}
