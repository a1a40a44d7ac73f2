using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Told what the broker says to a message that was sent. Called on the connection's receiving thread: it does not block.</summary>
internal interface IOutcomeReceiver
{
    void OnOutcome(Outcome outcome);
}
