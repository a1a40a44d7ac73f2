using Amqp;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A cancellation in flight. Like the call, it expires with the call's timeout: servers remember it for that long.</summary>
internal sealed class CancelShipment : Shipment, IDisposable
{
    private readonly OutgoingMessage _message;
    private readonly MessageBuffer _body = MessageBuffer.Rent();

    public CancelShipment(OutgoingMessage message, MessageId call, Deadline deadline)
        : base(deadline)
    {
        _message = message;
        CancelNotice.Write(_body, call);
    }

    public override string What => "A cancellation";

    public override bool IsToAll(Dialect dialect) => true;

    public override Message Make(Dialect dialect) => dialect.MakeCancellation(_message.Target, _body.WrittenMemory, _message.TimeToLive);

    public void Dispose() => _body.Dispose();
}
