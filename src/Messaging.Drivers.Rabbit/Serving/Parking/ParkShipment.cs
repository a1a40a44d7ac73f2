using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving.Parking;

/// <summary>
/// A copy of a delivery, kept until its message is settled, and sent to the dead-letter queue if the message is rejected.
/// </summary>
/// <remarks>
/// The message is acknowledged when the broker has confirmed the copy: lost in between, it comes again and is parked again.
/// </remarks>
internal sealed class ParkShipment : Shipment
{
    private readonly Delivery _delivery;
    private readonly string _queue;
    private readonly AckBatcher _acks;
    private readonly DeadLetters _letters;
    private Rejection _rejection;

    public ParkShipment(in Delivery delivery, string queue, AckBatcher acks, DeadLetters letters)
        : base(letters.Route, mandatory: true)
    {
        Body.Write(delivery.Body.Span);
        _delivery = delivery with { Body = default };
        _queue = queue;
        _acks = acks;
        _letters = letters;
    }

    public override SendKind Kind => SendKind.Parked;

    public override Deadline Deadline => new(_letters.Time, Timeout.InfiniteTimeSpan);

    /// <summary>The channel of the message has ended: the broker delivers the message again, and it is judged again.</summary>
    public override bool IsAbandoned => !_acks.IsOpen;

    /// <summary>The message was settled in another way.</summary>
    public void Drop() => Body.Dispose();

    /// <summary>Parks the message. It is settled later.</summary>
    public void Park(Rejection rejection)
    {
        _rejection = rejection;
        Properties = ParkedProperties.Of(_delivery, _queue, rejection, _letters);
        _letters.Send(this);
    }

    /// <summary>Sends the copy again after a failure.</summary>
    public void SendAgain(Publisher publisher)
    {
        ForgetReturn();
        publisher.SendInBackground(this);
    }

    /// <summary>Does nothing: the copy is sent as the message came.</summary>
    public override void Compress()
    {
    }

    public override void OnConfirmed()
    {
        if (IsReturned)
        {
            CarryOut(Judge(SendOutcome.Returned), new Setback(SendOutcome.Returned));
            return;
        }

        RabbitLog.MessageParked(_letters.Logger, _queue, _letters.Queue, _rejection.Message);
        _acks.Acknowledge(_delivery.Tag);
        Drop();
        _letters.OnSettled(isParked: true);
    }

    protected override SendFacts FactsOf(SendOutcome outcome) => new(IsOver: IsAbandoned);

    protected override void CarryOut(SendStep step, in Setback setback)
    {
        if (step == SendStep.Drop)
        {
            Drop();
            _letters.OnSettled(isParked: false);
            return;
        }

        if (step == SendStep.KeepBare)
        {
            Properties = ParkedProperties.Bare(_delivery, _queue, _rejection, _letters);
        }

        _letters.OnFailed(this, setback switch
        {
            { Error: { } error } => error.Message,
            { End: { } end } => end.Reason,
            { Outcome: SendOutcome.Returned } => "the queue does not exist.",
            _ => "the broker could not accept it (basic.nack).",
        });
    }
}
