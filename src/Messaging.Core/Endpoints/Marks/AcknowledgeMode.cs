namespace Messaging;

/// <summary>When a message is acknowledged.</summary>
public enum AcknowledgeMode
{
    /// <summary>Calls before their method runs, casts when their method has finished.</summary>
    Default,

    /// <summary>Before the method runs: at most once. A server that dies loses the work, and a caller notices.</summary>
    WhenTaken,

    /// <summary>When the method has finished and replied: at least once. When a server dies, another does the work, possibly a second
    /// time.</summary>
    WhenDone,
}
