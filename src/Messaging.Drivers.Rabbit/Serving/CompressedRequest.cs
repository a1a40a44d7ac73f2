using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Serving.Parking;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>A compressed message of a server or a listener.</summary>
internal sealed class CompressedRequest : CompressedMessage
{
    private readonly RequestConsumer _consumer;
    private readonly Delivery _delivery;
    private readonly ParkShipment? _copy;
    private readonly Deadline? _expiry;
    private int? _size = 0;

    public CompressedRequest(RequestConsumer consumer, in Delivery delivery, ParkShipment? copy)
        : this(consumer, delivery, copy, DeliveryHeaders.TimeToLive(delivery.Properties.Expiration))
    {
    }

    private CompressedRequest(RequestConsumer consumer, in Delivery delivery, ParkShipment? copy, TimeSpan? timeToLive)
        : base(delivery.Body.Span, new Deadline(consumer.Intake.Time, Shorter(timeToLive, consumer.Intake.HoldLimit)))
    {
        _consumer = consumer;
        _delivery = delivery with { Body = Body };
        _copy = copy;
        _expiry = timeToLive is { } left ? new Deadline(consumer.Intake.Time, left) : null;
    }

    public override bool IsGone => _consumer.Channel is not { IsOpen: true };

    public override int Measure()
    {
        try
        {
            _size = BoundedInflater.Measure(Body, _consumer.Intake.Limits.WhenInflated(Body.Length));
        }
        catch (InvalidDataException)
        {
            // Take() will find the same fault.
        }

        return _size ?? 0;
    }

    public override int Take()
    {
        var limits = _consumer.Intake.Limits;
        using var content = _size is { } size ? MessageContent.Inflate(Body, limits, size) : MessageContent.TooLarge(Body.Length, limits);
        return _consumer.Take(_delivery, _copy, content, _expiry?.TimeLeft);
    }

    /// <summary>
    /// Sends a call back as it came, as a new message, because another server would take a redelivered one for a call that may have run. A
    /// signed call is requeued: only its caller can sign it.
    /// </summary>
    public override void GiveBack()
    {
        _copy?.Drop();
        if (_expiry is { } expiry && !_delivery.Redelivered && _delivery.Properties.UserId is null)
        {
            _consumer.HandBack(_delivery, Body.Span, expiry);
        }
        else
        {
            _consumer.Acks.Requeue(_delivery.Tag);
        }
    }

    public override void OnNoRoom()
    {
        if (_expiry is not { IsPast: true })
        {
            _consumer.Intake.Budget.OnNoRoom(_consumer.Queue, "went back to its queue");
            GiveBack();
            return;
        }

        _consumer.Intake.Budget.OnNoRoom(_consumer.Queue, "was dropped, because its caller no longer waits");
        _copy?.Drop();
        _consumer.Acks.Acknowledge(_delivery.Tag);
    }

    private static TimeSpan Shorter(TimeSpan? timeToLive, TimeSpan holdLimit) =>
        timeToLive is not { } left ? holdLimit : holdLimit == Timeout.InfiniteTimeSpan || left < holdLimit ? left : holdLimit;
}
