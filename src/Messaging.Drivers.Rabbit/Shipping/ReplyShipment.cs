using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>
/// A reply on its way back to a caller. Lost with a connection, it is sent again while the caller waits; a caller drops what comes twice.
/// </summary>
internal sealed class ReplyShipment : Shipment
{
    private readonly Publisher _publisher;
    private readonly GoneCallers _gone;

    public ReplyShipment(Route route, ReadOnlySpan<byte> body, bool mandatory, Deadline deadline, Publisher publisher, GoneCallers gone)
        : base(route, mandatory, deadline)
    {
        _publisher = publisher;
        _gone = gone;
        Body.Write(body);
    }

    /// <summary>Why it was not sent, once that is known.</summary>
    public Exception? Error { get; private set; }

    public override bool IsAbandoned => false;

    /// <summary>Any reply that came back from a queue says the same: the caller is gone.</summary>
    public override bool IsSame(BasicReturnEventArgs returned) =>
        returned.RoutingKey == Route.RoutingKey.Value && returned.Exchange.Length == 0;

    public override void OnNotSent(Exception error)
    {
        Body.Dispose();
        Error = error;
    }

    public override void OnConfirmed() => Body.Dispose();

    public override void OnRefused() => Body.Dispose();

    public override void OnLost(ChannelEnd end)
    {
        if (Deadline.IsPast || end.IsRefusal)
        {
            Body.Dispose();
        }
        else
        {
            _publisher.SendInBackground(this);
        }
    }

    protected override void OnReturned() => _gone.Remember(Route.RoutingKey.Value);
}
