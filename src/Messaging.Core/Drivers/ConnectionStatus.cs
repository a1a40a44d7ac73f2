namespace Messaging;

/// <summary>The status of a connection of a transport.</summary>
public enum ConnectionStatus
{
    /// <summary>It has not been needed yet.</summary>
    Idle,

    /// <summary>It is being opened, for the first time or after a loss.</summary>
    Connecting,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It is open, but the broker currently accepts no messages: an alarm of its memory or disk.</summary>
    Blocked,

    /// <summary>No host could be reached; the next attempt waits.</summary>
    Unreachable,

    /// <summary>The broker refused the login (user, password, virtual host); it is retried, but calls no longer wait for it.</summary>
    Refused,

    /// <summary>The transport was disposed.</summary>
    Closed,
}
