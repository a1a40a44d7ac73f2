using Amqp;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A cast, a fanout or a notification on its way. Its body is written once.</summary>
internal sealed class CastShipment : Shipment, IDisposable
{
    private readonly OutgoingMessage _message;
    private readonly AddressBook _addresses;
    private readonly string _to;
    private readonly MessageBuffer _body = MessageBuffer.Rent();

    /// <exception cref="SerializationException">It cannot be written.</exception>
    public CastShipment(OutgoingMessage message, AddressBook addresses)
        : base(message.Deadline)
    {
        _message = message;
        _addresses = addresses;
        _to = message.Kind == MessageKind.Fanout ? addresses.OfFanout(message.Target) : addresses.Of(message.Target);
        try
        {
            message.WriteTo(_body, EnvelopeFormat.Oslo2);
        }
        catch
        {
            _body.Dispose();
            throw;
        }
    }

    public override string What => $"'{_message.Method}' to {_message.Target}";

    public override ValueTask PrepareAsync(BrokerSession session, CancellationToken cancellationToken) =>
        _message.Kind == MessageKind.Notification
            ? session.Topology.EnsureNotificationQueueAsync(_addresses.Exchange(_message.Target), _message.Target.Topic!, cancellationToken)
            : default;

    public override Message Make() =>
        MessageForm.Make(_to, _body.WrittenMemory, _message.TimeToLive, _message.TraceParent, _message.TraceState);

    public void Dispose() => _body.Dispose();
}
