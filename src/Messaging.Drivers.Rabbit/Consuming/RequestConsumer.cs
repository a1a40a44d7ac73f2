using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Publishing;
using Messaging.Drivers.Rabbit.Replying;
using Messaging.Drivers.Rabbit.Shipping;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Watching;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>Takes the requests of one queue and hands each to the receiver.</summary>
internal sealed class RequestConsumer(
    IChannel channel, string queue, StreamPosition? position, AckBatcher acks, ReplyOutbox replies, IMessageReceiver receiver,
    Action<string> onCancelled, int maxMessageSize, ILogger logger)
    : DeliveryConsumer(channel, onCancelled)
{
    private volatile bool _stopped;

    public string Queue { get; } = queue;

    /// <summary>The name of the consumer at the broker, once it has one.</summary>
    public string? Tag { get; set; }

    public AckBatcher Acks { get; } = acks;

    public ReplyOutbox Replies { get; } = replies;

    public ILogger Logger { get; } = logger;

    /// <summary>What still arrives goes back to the queue.</summary>
    public void Stop() => _stopped = true;

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        position?.Reset();
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    /// <summary>Sends a call that has not begun to the queue anew: rejected, it would come again as one that may have run.</summary>
    public void HandBack(IncomingMessage message, ulong deliveryTag, ReadOnlySpan<byte> body, Deadline deadline)
    {
        Acks.Hold();
        Replies.HandBack(new HandBackShipment(Queue, message, body, deadline, Acks, deliveryTag));
    }

    protected override void OnDelivery(ulong deliveryTag, bool redelivered, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        Acks.OnDelivery();
        if (_stopped)
        {
            Acks.Requeue(deliveryTag);
            return;
        }

        if (Echo.Is(properties))
        {
            RabbitLog.EchoCame(Logger, Queue);
            Acks.Acknowledge(deliveryTag);
            return;
        }

        position?.Saw(properties.Headers);
        using var content = MessageContent.Read(properties, body, maxMessageSize);
        if (content.Fault is { } fault)
        {
            RabbitLog.MessageRejected(Logger, Queue, fault);
            Acks.Reject(deliveryTag);
            return;
        }

        var headers = properties.Headers is { Count: > 0 } some ? some : null;
        var message = new RabbitIncomingMessage(this, deliveryTag)
        {
            Redelivered = redelivered,
            MayHaveRun = redelivered,
            DeliveryCount = DeliveryHeaders.DeliveryCount(headers, redelivered),
            IsDeliveryCountExact = !redelivered || DeliveryHeaders.IsCounted(headers),
            TimeToLive = DeliveryHeaders.TimeToLive(properties.Expiration),
            TraceParent = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.Parent),
            TraceState = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.State),
        };
        receiver.OnMessage(message, content.Body);
    }
}
