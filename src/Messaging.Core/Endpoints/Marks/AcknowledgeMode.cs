namespace Messaging;

/// <summary>When the broker is told that a message is done with.</summary>
public enum AcknowledgeMode
{
    /// <summary>Calls when they are taken up, casts when their method has finished.</summary>
    Default,

    /// <summary>When the message is taken up, before the method runs: at most once. A server that dies loses the work, and a caller notices.</summary>
    WhenTaken,

    /// <summary>When the method has finished and replied: at least once. A server that dies leaves the work to another, which may do it a second time.</summary>
    WhenDone,
}
