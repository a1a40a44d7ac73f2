using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Is told the broker's outcome of a message that was sent.</summary>
internal interface IOutcomeReceiver
{
    /// <summary>The message, in words that begin a sentence.</summary>
    string What { get; }

    /// <summary>Called on the connection's receiving thread; must not block.</summary>
    void OnOutcome(Outcome outcome);
}
