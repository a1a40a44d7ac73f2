using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>A message between its arrival and its settlement.</summary>
internal interface IMessageInHand
{
    /// <summary>Identifies copies of the message.</summary>
    MessageId Key { get; }

    /// <summary>A fingerprint of the sender and the call, which is the same for copies; 0 for a message that names neither.</summary>
    long Source { get; }

    IncomingMessage Message { get; }

    /// <summary>The time since it arrived.</summary>
    TimeSpan Age { get; }

    /// <summary>Adds a copy of the message, which is settled like this one. Called under the lock of the messages in flight.</summary>
    void AddCopy(IncomingMessage copy);

    /// <summary>Acknowledges a running message, and its copies, before it is done. Called under the lock of the messages in
    /// flight.</summary>
    /// <returns>False when it is waiting, or already settled.</returns>
    bool AcknowledgeEarly();

    /// <summary>Gives back a waiting message.</summary>
    /// <returns>False when it has begun, or already went back.</returns>
    bool TryGiveBack();
}
