using Messaging.Drivers.Rabbit.Consuming;
using Messaging.Drivers.Rabbit.Consuming.Content;
using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>Takes replies from the queue and gives each to the call that waits for it.</summary>
internal sealed class ReplyConsumer(
    IChannel channel, string queue, ReplyWaiters waiters, UnansweredCalls unanswered, ReplyWatch watch, AckBatcher? acks,
    InflateQueue inflating, Action<string> onCancelled, int maxMessageSize, ILogger logger)
    : DeliveryConsumer(channel, onCancelled)
{
    private readonly ContentLimits _limits = new(maxMessageSize);

    protected override Task OnDelivery(in Delivery delivery)
    {
        acks?.Acknowledge(delivery.Tag);
        if (Echo.Is(delivery.Properties))
        {
            watch.OnEcho();
            return Task.CompletedTask;
        }

        watch.OnReply();
        using var content = MessageContent.ReadAtOnce(delivery.Properties, delivery.Body, _limits);
        if (content.IsForLater)
        {
            inflating.Add(new CompressedReply(delivery.Body, Inflate));
        }
        else if (content.IsTooLarge)
        {
            Refuse(MessageContent.Skim(delivery.Properties, delivery.Body, _limits));
        }
        else
        {
            Take(content);
        }

        return Task.CompletedTask;
    }

    private void Inflate(ReadOnlyMemory<byte> body)
    {
        using var content = MessageContent.Inflate(body, _limits);
        if (content.IsTooLarge)
        {
            Refuse(BoundedInflater.Skim(body, _limits));
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
