namespace Messaging.Drivers.Rabbit.Connections;

/// <summary>Where a supervised connection stands.</summary>
internal enum LineState
{
    /// <summary>Nobody needed it yet.</summary>
    Idle,

    /// <summary>A host is being tried.</summary>
    Connecting,

    /// <summary>Open and ready.</summary>
    Open,

    /// <summary>No host could be reached; the next attempt waits.</summary>
    Unreachable,

    /// <summary>The broker refused us (user, password, virtual host); it is tried again, but calls no longer wait for it.</summary>
    Refused,

    /// <summary>Disposed.</summary>
    Closed,
}
