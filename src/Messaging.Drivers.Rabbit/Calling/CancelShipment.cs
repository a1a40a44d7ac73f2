using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>
/// The word to the servers of a topic that nobody waits for a call any more. Python services have no queue for it; then the broker drops
/// it.
/// </summary>
internal sealed class CancelShipment : Shipment
{
    /// <param name="route">To the servers of the topic.</param>
    /// <param name="message">The call.</param>
    /// <param name="call">Its id.</param>
    /// <param name="deadline">When it is given up to send this.</param>
    public CancelShipment(Route route, OutgoingMessage message, MessageId call, Deadline deadline)
        : base(route, mandatory: false)
    {
        Deadline = deadline;
        CancelNotice.Write(Body, call);

        // As the call, it is of no use when the time of the call is over: so long servers remember it.
        Properties = MessageProperties.For(message);
    }

    public override SendKind Kind => SendKind.Cancellation;

    public override Deadline Deadline { get; }

    public override bool NeedsNoConfirm => true;

    public override bool IsAbandoned => false;

    public override void OnSent() => Body.Dispose();

    public override void OnConfirmed()
    {
        // Nobody asks.
    }

    // Without it the server finishes a call that nobody waits for, as with a Python caller.
    protected override void CarryOut(SendStep step, in Setback setback) => Body.Dispose();
}
