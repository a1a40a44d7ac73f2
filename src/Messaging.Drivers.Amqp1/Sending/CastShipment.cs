using Amqp;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A cast, a fanout or a notification in flight. Its body is written once.</summary>
internal sealed class CastShipment(OutgoingMessage message, string controlExchange) : Shipment(message.Deadline), IDisposable
{
    private readonly MessageBuffer _body = MessageBuffer.Rent();
    private Dialect? _dialect;

    public override string What => $"'{message.Method}' to {message.Target}";

    public override bool IsToAll(Dialect dialect) =>
        message.Kind == MessageKind.Fanout || (message.Kind == MessageKind.Notification && dialect.HasPools);

    public override ValueTask PrepareAsync(BrokerSession session, CancellationToken cancellationToken) =>
        message.Kind == MessageKind.Notification && session.Topology is { } topology
            ? topology.EnsureNotificationQueueAsync(message.Target.Exchange ?? controlExchange, message.Target.Topic!, cancellationToken)
            : default;

    public override Message Make(Dialect dialect)
    {
        if (_dialect is not null && _dialect != dialect)
        {
            // The broker for which it was written has been replaced by another.
            _body.Truncate(0);
        }

        _dialect = dialect;
        return dialect.MakeRequest(message, _body);
    }

    public void Dispose() => _body.Dispose();
}
