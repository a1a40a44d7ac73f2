using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Receives the broker's outcome of a sent message.</summary>
internal interface IOutcomeReceiver
{
    /// <summary>Names the message, in words that can begin a sentence.</summary>
    string What { get; }

    /// <summary>Called on the connection's receiving thread; must not block.</summary>
    void OnOutcome(Outcome outcome);
}
