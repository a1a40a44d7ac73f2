using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Diagnostics;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>Receives replies from the queue and gives each to the call that waits for it.</summary>
internal sealed class ReplyConsumer(IChannel channel, string queue, AckBatcher? acks, ReplyIntake intake, Action<string> onCancelled)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override Task OnDelivery(in Delivery delivery)
    {
        acks?.Acknowledge(delivery.Tag);
        if (Echo.Is(delivery.Properties))
        {
            intake.Watch.OnEcho();
            return Task.CompletedTask;
        }

        intake.Watch.OnReply();
        using var content = MessageContent.ReadAtOnce(delivery.Properties, delivery.Body, intake.Limits);
        if (content.IsForLater)
        {
            intake.Inflating.Add(new CompressedReply(delivery.Body, Inflate));
        }
        else if (content.IsTooLarge)
        {
            Refuse(MessageContent.Skim(delivery.Properties, delivery.Body, intake.Limits));
        }
        else
        {
            Take(content);
        }

        return Task.CompletedTask;
    }

    private void Inflate(ReadOnlyMemory<byte> body)
    {
        using var content = MessageContent.Inflate(body, intake.Limits);
        if (content.IsTooLarge)
        {
            Refuse(BoundedInflater.Skim(body, intake.Limits));
        }
        else
        {
            Take(content);
        }
    }

    private void Take(in MessageContent content)
    {
        if (content.Fault is { } fault)
        {
            RabbitLog.ReplyUnreadable(intake.Logger, queue, fault);
            return;
        }

        try
        {
            var reply = Reply.Read(content.Body);
            var (id, isEnding) = (reply.MessageId, reply.IsEnding);
            if (intake.Waiters.Complete(reply))
            {
                return;
            }

            RabbitLog.LateReply(intake.Logger);
            if (id is { } call && isEnding)
            {
                intake.Unanswered.OnAnswer(call);
            }
        }
        catch (SerializationException e)
        {
            RabbitLog.ReplyUnreadable(intake.Logger, queue, e.Message);
        }
    }

    /// <summary>Only the waiting call can be told.</summary>
    private void Refuse(OversizedMessage reply)
    {
        if (!intake.Waiters.FailTooLarge(reply.MessageId, reply.Size, reply.Limit))
        {
            RabbitLog.ReplyUnreadable(intake.Logger, queue, $"it has {reply}.");
        }
    }
}
