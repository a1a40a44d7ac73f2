namespace Messaging;

/// <summary>Where a connection of a transport stands.</summary>
public enum ConnectionStatus
{
    /// <summary>Nobody needed it yet.</summary>
    Idle,

    /// <summary>It is being opened, for the first time or after a loss.</summary>
    Connecting,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It is open, and the broker takes no messages for now: an alarm of its memory or disk.</summary>
    Blocked,

    /// <summary>No host could be reached; the next attempt waits.</summary>
    Unreachable,

    /// <summary>The broker refused us (user, password, virtual host); it is tried again, but calls no longer wait for it.</summary>
    Refused,

    /// <summary>The transport was disposed.</summary>
    Closed,
}
