using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Serving.Parking;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>Receives the requests of one queue and hands each to the receiver.</summary>
internal sealed class RequestConsumer(
    IChannel channel, string queue, StreamPosition? position, AckBatcher acks, RequestIntake intake, DeadLetters? deadLetters,
    Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    private readonly Func<RequestConsumer> _again = () => new(
        channel, queue, position, acks, intake, deadLetters, onCancelled);

    private volatile bool _stopped;

    public string Queue { get; } = queue;

    public AckBatcher Acks { get; } = acks;

    public RequestIntake Intake { get; } = intake;

    /// <summary>Creates another consumer like this one, not started yet.</summary>
    public RequestConsumer Again() => _again();

    /// <summary>Messages that still arrive go back to the queue.</summary>
    public void Stop() => _stopped = true;

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        position?.Reset();
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    /// <summary>
    /// Sends a call that has not begun back to the queue as a new message: requeued, it would come again as one that may have run.
    /// </summary>
    public void HandBack(IncomingMessage message, ulong deliveryTag, ReadOnlySpan<byte> body, Deadline deadline)
    {
        Acks.Hold();
        Intake.Replies.HandBack(new HandBackShipment(Queue, message, body, deadline, Acks, deliveryTag));
    }

    /// <summary>Sends a call back as it came, still compressed, as if it had never been here.</summary>
    public void HandBack(in Delivery delivery, ReadOnlySpan<byte> body, Deadline deadline)
    {
        Acks.Hold();
        Intake.Replies.HandBack(new HandBackShipment(Queue, delivery.Properties, body, deadline, Acks, delivery.Tag));
    }

    /// <summary>Hands a message to the receiver, or rejects it.</summary>
    /// <returns>How many bytes of it are in flight now.</returns>
    public int Take(in Delivery delivery, ParkShipment? copy, in MessageContent content, TimeSpan? timeToLive)
    {
        if (content.Fault is { } fault && !content.IsTooLarge)
        {
            Refuse(delivery, copy, new Rejection(RejectionReason.Unreadable, fault));
            return 0;
        }

        var properties = delivery.Properties;
        var headers = properties.Headers is { Count: > 0 } some ? some : null;
        var size = content.Body.Length;
        var message = new RabbitIncomingMessage(this, delivery.Tag, properties.UserId, copy, size)
        {
            Redelivered = delivery.Redelivered,
            MayHaveRun = delivery.Redelivered,
            DeliveryCount = DeliveryHeaders.DeliveryCount(headers, delivery.Redelivered),
            IsDeliveryCountExact = !delivery.Redelivered || DeliveryHeaders.IsCounted(headers),
            TimeToLive = timeToLive,
            TraceParent = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.Parent),
            TraceState = headers is null ? null : DeliveryHeaders.Text(headers, TraceHeader.State),
        };
        if (content.IsTooLarge)
        {
            Intake.Receiver.OnTooLarge(message, MessageContent.Skim(properties, delivery.Body, Intake.Limits));
        }
        else
        {
            Intake.Receiver.OnMessage(message, content.Body);
        }

        return size;
    }

    protected override Task OnDelivery(in Delivery delivery)
    {
        Acks.OnDelivery();
        if (_stopped)
        {
            Acks.Requeue(delivery.Tag);
            return Task.CompletedTask;
        }

        var properties = delivery.Properties;
        if (Echo.Is(properties))
        {
            RabbitLog.EchoCame(Intake.Logger, Queue);
            Acks.OnEcho(delivery.Tag);
            return Task.CompletedTask;
        }

        position?.Saw(properties.Headers);
        var copy = deadLetters is null ? null : new ParkShipment(delivery, Queue, Acks, deadLetters);
        using var content = MessageContent.ReadAtOnce(properties, delivery.Body, Intake.Limits);
        if (content.IsForLater)
        {
            return Intake.Inflate(new CompressedRequest(this, delivery, copy));
        }

        Intake.Budget.Count(content.Body.Length);
        Take(delivery, copy, content, DeliveryHeaders.TimeToLive(properties.Expiration));
        return Task.CompletedTask;
    }

    private void Refuse(in Delivery delivery, ParkShipment? copy, in Rejection rejection)
    {
        RabbitLog.MessageRejected(Intake.Logger, Queue, rejection.Message);
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
