using Messaging.Drivers.Rabbit.Acknowledging;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Listening;
using Messaging.Drivers.Rabbit.Parking;
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
    Action<string> onCancelled, int maxMessageSize, DeadLetters? deadLetters, ILogger logger)
    : DeliveryConsumer(channel, onCancelled)
{
    private readonly Func<RequestConsumer> _again = () => new(
        channel, queue, position, acks, replies, receiver, onCancelled, maxMessageSize, deadLetters, logger);

    private volatile bool _stopped;

    public string Queue { get; } = queue;

    /// <summary>The name of the consumer at the broker, once it has one.</summary>
    public string? Tag { get; set; }

    public AckBatcher Acks { get; } = acks;

    public ReplyOutbox Replies { get; } = replies;

    public ILogger Logger { get; } = logger;

    /// <summary>Another one like this, which is not started yet.</summary>
    public RequestConsumer Again() => _again();

    /// <summary>What still arrives goes back to the queue.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Has the broker send no more. What it has sent still comes.</summary>
    public async Task CancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Tag is { } tag && Channel is { IsOpen: true } open)
            {
                await open.BasicCancelAsync(tag, noWait: false, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // The channel is gone, and the consumer with it.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

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

    protected override void OnDelivery(in Delivery delivery)
    {
        Acks.OnDelivery();
        if (_stopped)
        {
            Acks.Requeue(delivery.Tag);
            return;
        }

        var properties = delivery.Properties;
        if (Echo.Is(properties))
        {
            RabbitLog.EchoCame(Logger, Queue);
            Acks.OnEcho(delivery.Tag);
            return;
        }

        position?.Saw(properties.Headers);
        var copy = deadLetters is null ? null : new ParkShipment(delivery, this, deadLetters);
        using var content = MessageContent.Read(properties, delivery.Body, maxMessageSize);
        if (content.Fault is { } fault && !content.IsTooLarge)
        {
            Refuse(delivery, copy, new Rejection(RejectionReason.Unreadable, fault));
            return;
        }

        var headers = properties.Headers is { Count: > 0 } some ? some : null;
        var message = new RabbitIncomingMessage(this, delivery.Tag, properties.UserId, copy)
        {
            Redelivered = delivery.Redelivered,
            MayHaveRun = delivery.Redelivered,
            DeliveryCount = DeliveryHeaders.DeliveryCount(headers, delivery.Redelivered),
            IsDeliveryCountExact = !delivery.Redelivered || DeliveryHeaders.IsCounted(headers),
            TimeToLive = DeliveryHeaders.TimeToLive(properties.Expiration),
            TraceParent = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.Parent),
            TraceState = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.State),
        };
        if (content.IsTooLarge)
        {
            receiver.OnTooLarge(message, MessageContent.Skim(properties, delivery.Body, maxMessageSize));
        }
        else
        {
            receiver.OnMessage(message, content.Body);
        }
    }

    private void Refuse(in Delivery delivery, ParkShipment? copy, in Rejection rejection)
    {
        RabbitLog.MessageRejected(Logger, Queue, rejection.Message);
        if (copy is null)
        {
            Acks.Reject(delivery.Tag);
        }
        else
        {
            copy.Park(rejection);
        }
    }
}
