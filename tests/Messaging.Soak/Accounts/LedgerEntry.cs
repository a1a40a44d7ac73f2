namespace Messaging.Soak.Accounts;

/// <summary>What is known of one operation: eight bytes, for there are millions.</summary>
internal struct LedgerEntry
{
    public OperationKind Kind;

    /// <summary>Whether it has ended for whoever made it.</summary>
    public bool HasEnded;

    /// <summary>Whether it ended well: a call with its answer, a cast with the broker's confirm.</summary>
    public bool IsGood;

    /// <summary>Whether it may have been in a queue that was deleted by hand.</summary>
    public bool WasInDeletedQueue;

    /// <summary>The server in which it ran first; 0 while it did not run.</summary>
    public ushort FirstLife;

    /// <summary>The server in which it ran last.</summary>
    public ushort LastLife;
}
