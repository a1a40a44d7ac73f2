namespace Messaging.Soak.Accounts;

/// <summary>What an operation of the load is.</summary>
internal enum OperationKind : byte
{
    /// <summary>A call that must not run twice.</summary>
    Call,

    /// <summary>A call that is marked as one that may.</summary>
    IdempotentCall,

    /// <summary>A cast whose sender waits for the broker's confirm.</summary>
    Cast,
}
