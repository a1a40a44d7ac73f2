using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>A message between its arrival and its ending.</summary>
internal interface IMessageInHand
{
    /// <summary>What makes copies of the message known as such.</summary>
    MessageId Key { get; }

    /// <summary>A fingerprint of the sender and of the call, in which copies agree; 0 for what names neither.</summary>
    long Source { get; }

    IncomingMessage Message { get; }

    /// <summary>The time since it arrived.</summary>
    TimeSpan Age { get; }

    /// <summary>The same message again: it gets the ending of this one. Called under the lock of those in hand.</summary>
    void AddCopy(IncomingMessage copy);

    /// <summary>Acknowledges a message that runs, and its copies, before it is done with. Called under the lock of those in hand.</summary>
    /// <returns>False when it waits, or has its ending.</returns>
    bool AcknowledgeEarly();

    /// <summary>Gives back a message that waits.</summary>
    /// <returns>False when it has begun, or went back before.</returns>
    bool TryGiveBack();
}
