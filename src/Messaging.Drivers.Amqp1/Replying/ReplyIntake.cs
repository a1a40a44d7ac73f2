using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Serving;
using Messaging.Drivers.Amqp1.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Replying;

/// <summary>Takes the replies of a connection and gives each to the call that waits for it.</summary>
internal sealed class ReplyIntake(ReplyWaiters waiters, DriverContext context, ILogger logger)
{
    // A volatile queue drops what there is no credit for, so it is far above what any number of callers has under way.
    private const int Credit = 20_000;

    /// <summary>Attaches the link of the replies: to a volatile queue where the broker has such (RabbitMQ 4.2), else to a queue of our own.</summary>
    /// <returns>The link, and the name of the queue, which calls carry.</returns>
    public async Task<(Link Link, string Queue)> AttachAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await AttachAsync(
                session,
                new Source
                {
                    Dynamic = true, ExpiryPolicy = new Symbol("link-detach"), Capabilities = [new Symbol("rabbitmq:volatile-queue")],
                },
                SenderSettleMode.Settled, cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpException) when (session.IsOpen)
        {
            var queue = BrokerNames.ReplyQueue();
            await session.Topology.DeclareOwnQueueAsync(queue, cancellationToken).ConfigureAwait(false);
            return await AttachAsync(
                session, new Source { Address = BrokerNames.Queue(queue) }, SenderSettleMode.Settled, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(Link Link, string Queue)> AttachAsync(
        BrokerSession session, Source source, SenderSettleMode settled, CancellationToken cancellationToken)
    {
        var opening = new LinkOpening();
        var link = new ReceiverLink(
            session.NewSession(), LinkOpening.NewName("replies"), new Attach { Source = source, Target = new Amqp.Framing.Target(), SndSettleMode = settled }, opening.OnAttached);
        var attach = await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
        link.Start(Credit, OnReply);
        return (link, BrokerNames.NameOf(((Source)attach.Source).Address));
    }

    private void OnReply(IReceiverLink link, Message message)
    {
        link.Accept(message);
        try
        {
            var content = MessageContent.Read(message, context.MaxMessageSize);
            if (content.Fault is { } fault)
            {
                Amqp1Log.UnreadableReply(logger, fault);
            }
            else if (content.IsTooLarge)
            {
                Refuse(OversizedMessage.Read(content.Body, context.MaxMessageSize));
            }
            else if (!waiters.Complete(Reply.Read(content.Body)))
            {
                Amqp1Log.LateReply(logger);
            }
        }
        catch (SerializationException e)
        {
            Amqp1Log.UnreadableReply(logger, e.Message);
        }
    }

    /// <summary>Nobody but the call that waits can be told.</summary>
    private void Refuse(OversizedMessage reply)
    {
        if (!waiters.FailTooLarge(reply.MessageId, reply.Size, reply.Limit))
        {
            Amqp1Log.UnreadableReply(logger, $"it has {reply}.");
        }
    }
}
