using Messaging.Drivers.Rabbit.Publishing;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>
/// The word to the servers of a topic that nobody waits for a call any more. Python services have no queue for it; then the broker drops
/// it.
/// </summary>
internal sealed class CancelShipment : Shipment
{
    public CancelShipment(Route route, MessageId call, Deadline deadline)
        : base(route, mandatory: false)
    {
        Deadline = deadline;
        CancelNotice.Write(Body, call);
    }

    public override Deadline Deadline { get; }

    public override bool NeedsNoConfirm => true;

    public override bool IsAbandoned => false;

    public override void OnSent() => Body.Dispose();

    public override void OnNotSent(Exception error) => Body.Dispose();

    public override void OnConfirmed()
    {
        // Nobody asks.
    }

    public override void OnRefused()
    {
        // The server finishes a call that nobody waits for, as with a Python caller.
    }

    public override void OnLost(ChannelEnd end)
    {
        // As above.
    }
}
