using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>
/// A call that a stopping server sends back to its queue. Once the broker has it, the original delivery is acknowledged; when it does not
/// get through, the delivery is requeued instead.
/// </summary>
internal sealed class HandBackShipment : Shipment
{
    private readonly AckBatcher _acks;
    private readonly ulong _deliveryTag;
    private readonly bool _isCompressed;

    public HandBackShipment(
        string queue, IncomingMessage message, ReadOnlySpan<byte> body, Deadline deadline, AckBatcher acks, ulong deliveryTag)
        : this(queue, body, deadline, acks, deliveryTag) =>
        Properties = MessageProperties.Again(message.TraceParent, message.TraceState, deadline);

    /// <summary>A compressed call, which is sent back as it came.</summary>
    public HandBackShipment(
        string queue, IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body, Deadline deadline, AckBatcher acks, ulong deliveryTag)
        : this(queue, body, deadline, acks, deliveryTag)
    {
        var headers = properties.Headers!;
        Properties = MessageProperties.Compressed(MessageProperties.Again(
            DeliveryHeaders.Text(headers, TraceHeader.Parent), DeliveryHeaders.Text(headers, TraceHeader.State), deadline));
        _isCompressed = true;
    }

    private HandBackShipment(string queue, ReadOnlySpan<byte> body, Deadline deadline, AckBatcher acks, ulong deliveryTag)
        : base(new Route(null, queue), mandatory: true)
    {
        Deadline = deadline;
        _acks = acks;
        _deliveryTag = deliveryTag;
        Body.Write(body);
    }

    public override SendKind Kind => SendKind.HandBack;

    public override Deadline Deadline { get; }

    public override bool IsAbandoned => false;

    public override void Compress()
    {
        if (!_isCompressed)
        {
            base.Compress();
        }
    }

    public override void OnConfirmed() => End(isBack: !IsReturned);

    // It may have got through. Then the call is queued twice: as a new one, and as a redelivered one, which may have run and is therefore
    // not run.
    protected override void CarryOut(SendStep step, in Setback setback) => End(isBack: false);

    private void End(bool isBack)
    {
        Body.Dispose();
        _acks.EndHeld(_deliveryTag, isBack);
    }
}
