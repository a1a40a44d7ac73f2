using Amqp;
using Messaging.Drivers.Amqp1.Sending;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>A reply on its way.</summary>
/// <param name="to">The address of the caller's queue.</param>
/// <param name="body">The reply, lent until it is sent.</param>
/// <param name="deadline">When its caller stops waiting.</param>
internal sealed class ReplyShipment(string to, ReadOnlyMemory<byte> body, Deadline deadline) : Shipment(deadline)
{
    public override string What => "The reply";

    public override Message Make() => MessageForm.Make(to, body);
}
