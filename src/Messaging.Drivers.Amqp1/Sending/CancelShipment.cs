using Amqp;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A cancellation on its way. As the call, it is of no use when the time of the call is over: so long servers remember it.</summary>
internal sealed class CancelShipment : Shipment, IDisposable
{
    private readonly string _to;
    private readonly TimeSpan? _timeToLive;
    private readonly MessageBuffer _body = MessageBuffer.Rent();

    public CancelShipment(OutgoingMessage message, MessageId call, AddressBook addresses, Deadline deadline)
        : base(deadline)
    {
        _to = addresses.OfCancellations(message.Target);
        _timeToLive = message.TimeToLive;
        CancelNotice.Write(_body, call);
    }

    public override string What => "A cancellation";

    public override Message Make() => MessageForm.Make(_to, _body.WrittenMemory, _timeToLive);

    public void Dispose() => _body.Dispose();
}
