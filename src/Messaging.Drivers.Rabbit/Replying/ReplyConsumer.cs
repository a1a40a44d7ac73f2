using Messaging.Drivers.Rabbit.Acknowledging;
using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Listening;
using Messaging.Drivers.Rabbit.Watching;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Replying;

/// <summary>Takes replies from the queue and gives each to the call that waits for it.</summary>
internal sealed class ReplyConsumer(
    IChannel channel, string queue, ReplyWaiters waiters, UnansweredCalls unanswered, ReplyWatch watch, AckBatcher? acks,
    Action<string> onCancelled, int maxMessageSize, ILogger logger)
    : DeliveryConsumer(channel, onCancelled)
{
    protected override void OnDelivery(in Delivery delivery)
    {
        acks?.Acknowledge(delivery.Tag);
        if (Echo.Is(delivery.Properties))
        {
            watch.OnEcho();
            return;
        }

        watch.OnReply();
        using var content = MessageContent.Read(delivery.Properties, delivery.Body, maxMessageSize);
        if (content.IsTooLarge)
        {
            Refuse(MessageContent.Skim(delivery.Properties, delivery.Body, maxMessageSize));
            return;
        }

        if (content.Fault is { } fault)
        {
            RabbitLog.ReplyUnreadable(logger, queue, fault);
            return;
        }

        try
        {
            var reply = Reply.Read(content.Body);
            var (id, isEnding) = (reply.MessageId, reply.IsEnding);
            if (waiters.Complete(reply))
            {
                return;
            }

            RabbitLog.LateReply(logger);
            if (id is { } call && isEnding)
            {
                unanswered.OnAnswer(call);
            }
        }
        catch (SerializationException e)
        {
            RabbitLog.ReplyUnreadable(logger, queue, e.Message);
        }
    }

    /// <summary>Nobody but the call that waits can be told.</summary>
    private void Refuse(OversizedMessage reply)
    {
        if (!waiters.FailTooLarge(reply.MessageId, reply.Size, reply.Limit))
        {
            RabbitLog.ReplyUnreadable(logger, queue, $"it has {reply}.");
        }
    }
}
