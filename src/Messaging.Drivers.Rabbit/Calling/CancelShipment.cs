using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>
/// Tells the servers of a topic that nobody waits for a call any more. Python services have no queue for such messages; the broker then
/// drops them.
/// </summary>
internal sealed class CancelShipment : Shipment
{
    /// <param name="route">The route to the servers of the topic.</param>
    /// <param name="message">The call.</param>
    /// <param name="call">The id of the call.</param>
    /// <param name="deadline">When to give up sending.</param>
    public CancelShipment(Route route, OutgoingMessage message, MessageId call, Deadline deadline)
        : base(route, mandatory: false)
    {
        Deadline = deadline;
        CancelNotice.Write(Body, call);

        // Like the call, it is useless once the call's time is over: servers remember it no longer than that.
        Properties = MessageProperties.For(message);
    }

    public override SendKind Kind => SendKind.Cancellation;

    public override Deadline Deadline { get; }

    public override bool NeedsNoConfirm => true;

    public override bool IsAbandoned => false;

    public override void OnSent() => Body.Dispose();

    public override void OnConfirmed()
    {
        // Nobody waits for the confirm.
    }

    // When it is lost, the server finishes a call that nobody waits for, as with a Python caller.
    protected override void CarryOut(SendStep step, in Setback setback) => Body.Dispose();
}
