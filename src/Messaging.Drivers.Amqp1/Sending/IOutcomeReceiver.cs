using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Told what the broker says to a message that was sent.</summary>
internal interface IOutcomeReceiver
{
    /// <summary>What was sent, in words that begin a sentence.</summary>
    string What { get; }

    /// <summary>Called on the connection's receiving thread: it does not block.</summary>
    void OnOutcome(Outcome outcome);
}
