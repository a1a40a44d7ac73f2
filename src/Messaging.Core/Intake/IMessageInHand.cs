using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>A message between its arrival and its ending.</summary>
internal interface IMessageInHand
{
    /// <summary>What makes copies of the message known as such.</summary>
    MessageId Key { get; }

    IncomingMessage Message { get; }

    /// <summary>The same message again: it gets the ending of this one. Called under the lock of those in hand.</summary>
    void AddCopy(IncomingMessage copy);
}
