using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Takes the replies of a connection and gives each to the call that waits for it.</summary>
internal sealed class ReplyIntake(ReplyWaiters waiters, DriverContext context, ILogger logger)
{
    // A volatile queue drops what there is no credit for, so it is far above what any number of callers has under way.
    private const int Credit = 20_000;

    /// <summary>Attaches the link of the replies: to a volatile queue where the broker has such (RabbitMQ 4.2), else to a queue of our own.</summary>
    /// <returns>The link, and what calls say of where their replies go.</returns>
    public async Task<(Link Link, string Queue)> AttachAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await AttachAsync(session, session.Dialect.Replies(), cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpException) when (session is { IsOpen: true, Topology: { } topology })
        {
            var queue = BrokerNames.ReplyQueue();
            await topology.DeclareOwnQueueAsync(queue, cancellationToken).ConfigureAwait(false);
            return await AttachAsync(session, new Source { Address = BrokerNames.Queue(queue) }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(Link Link, string Queue)> AttachAsync(
        BrokerSession session, Source source, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var opening = new LinkOpening();
        var link = new ReceiverLink(
            session.NewSession(), LinkOpening.NewName("replies"), new Attach { Source = source, Target = new Amqp.Framing.Target(), SndSettleMode = SenderSettleMode.Settled }, opening.OnAttached);
        var attach = await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
        link.Start(Credit, (receiver, message) => OnReply(dialect, receiver, message));
        return (link, dialect.ReplyToOf(((Source)attach.Source).Address));
    }

    private void OnReply(Dialect dialect, IReceiverLink link, Message message)
    {
        link.Accept(message);
        try
        {
            using var content = dialect.ReadReply(message, context.MaxMessageSize);
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
