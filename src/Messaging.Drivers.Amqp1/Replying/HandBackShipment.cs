using Amqp;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Sending;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>A call that was not started, on its way back to its queue.</summary>
internal sealed class HandBackShipment(string to, byte[] body, Message call, Deadline deadline, IncomingMessage facts) : Shipment(deadline)
{
    public override string What => "A call that is handed back";

    public override Message Make(Dialect dialect) =>
        dialect.MakeAgain(to, body, Deadline.IsInfinite ? null : Deadline.TimeLeft, call, facts);
}
