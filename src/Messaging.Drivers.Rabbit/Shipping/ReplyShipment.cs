using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;

namespace Messaging.Drivers.Rabbit.Shipping;

/// <summary>
/// A reply on its way back to a caller. Lost with a connection, it is sent again while the caller waits; a caller drops what comes twice.
/// Returned because the caller's queue is not there, it is tried again by <see cref="MissingCallers"/>; refused because a cluster has nobody
/// who leads that queue, by itself.
/// </summary>
internal sealed class ReplyShipment : Shipment
{
    private readonly Publisher _publisher;
    private readonly MissingCallers _missing;
    private readonly DeadlineWheel _wheel;

    public ReplyShipment(
        Route route, ReadOnlySpan<byte> body, bool mandatory, Deadline deadline, Publisher publisher, MissingCallers missing,
        DeadlineWheel wheel)
        : base(route, mandatory, deadline)
    {
        _publisher = publisher;
        _missing = missing;
        _wheel = wheel;
        Body.Write(body);
    }

    /// <summary>Why it was not sent, once that is known.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The queue of the caller.</summary>
    public string ReplyTo => Route.RoutingKey.Value;

    /// <summary>Whether it is sent to find out whether its caller's queue is there by now.</summary>
    public bool IsProbe { get; private set; }

    /// <summary>The size by which <see cref="MissingCallers"/> counts it.</summary>
    public int KeptBytes { get; set; }

    public override bool IsAbandoned => false;

    /// <summary>Sends it after it was returned, or kept because another was.</summary>
    public void SendAgain(bool probe)
    {
        ForgetReturn();
        IsProbe = probe;
        _publisher.SendInBackground(this);
    }

    public override void OnNotSent(Exception error)
    {
        Error = error;
        End(isDelivered: false);
    }

    public override void OnConfirmed()
    {
        // The broker confirms what it returned as well, and only then is the body free to be sent again.
        if (IsReturned)
        {
            _missing.Add(this);
        }
        else
        {
            End(isDelivered: true);
        }
    }

    public override void OnRefused()
    {
        if (!Deadline.IsPast && IsWorthAnother())
        {
            _wheel.Set(new RetryEntry(this), Pause);
        }
        else
        {
            End(isDelivered: false);
        }
    }

    public override void OnLost(ChannelEnd end)
    {
        if (Deadline.IsPast)
        {
            End(isDelivered: false);
        }
        else if (!IsInnocent(end))
        {
            _missing.OnRefused(this, end);
            End(isDelivered: false);
        }
        else if (end.Spares(Route))
        {
            SendAgain(IsProbe);
        }
        else
        {
            _wheel.Set(new RetryEntry(this), Pause);
        }
    }

    private void End(bool isDelivered)
    {
        Body.Dispose();
        if (IsProbe)
        {
            _missing.OnProbed(this, isDelivered);
        }
    }

    private sealed class RetryEntry(ReplyShipment reply) : DeadlineEntry
    {
        protected override void OnDue() => reply.SendAgain(reply.IsProbe);
    }
}
