using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Diagnostics;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Receives the replies of a connection and gives each to the call that waits for it.</summary>
/// <param name="lossOf">The error of a call whose link was lost, for a reason; null for a call sent another way, or already accepted by the
/// broker.</param>
internal sealed class ReplyIntake(
    ReplyWaiters waiters, DriverContext context, Amqp1Settings settings, Func<ReplyWaiter, Outlet, string, Exception?> lossOf,
    ILogger logger) : IDisposable
{
    // Far more than any number of callers has in flight, so that no reply waits for credit.
    private const int Credit = 20_000;

    private readonly LogThrottle _foreign = new(context.TimeProvider, (count, _) => Amqp1Log.ForeignReplies(logger, count));

    private readonly LinkRecovery _recovery = new(settings, context.TimeProvider);

    /// <summary>Whether calls wait for their replies.</summary>
    public bool IsAwaited => waiters.Count > 0;

    /// <summary>Attaches the reply link, to a queue of our own or to what the dialect uses instead.</summary>
    /// <returns>The link, and the reply address that calls carry.</returns>
    /// <exception cref="DeliveryException">The broker provides no such queue.</exception>
    /// <exception cref="AmqpException">The connection was lost.</exception>
    public async Task<(Link Link, string Queue)> AttachAsync(BrokerSession session, CancellationToken cancellationToken)
    {
        try
        {
            var source = session.Dialect.Replies() ?? await MakeQueueAsync(session.Topology!, cancellationToken).ConfigureAwait(false);
            return await AttachAsync(session, source, cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpException e) when (session.IsOpen)
        {
            throw new DeliveryException(
                $"The broker gave no queue for replies: {e.Message} {session.Dialect.NoReplyAdvice}", isTransient: true, e);
        }
    }

    /// <summary>Attaches the reply link again: calls wait for replies at an address that outlives links and connections.</summary>
    public Task AttachAgainAsync(BrokerSession session) =>
        _recovery.RunAsync(
            async token => await session.ReplyQueueAsync(token).ConfigureAwait(false), session.Ended, CancellationToken.None);

    /// <summary>The broker closed the reply link, but its address remains.</summary>
    public void OnClosed(Dialect dialect, Error? error) =>
        Amqp1Log.RepliesClosed(logger, dialect.ReplyAddress!, error is null ? "no reason" : $"{error.Condition}: {error.Description}");

    /// <summary>
    /// A link that carried calls is lost, and the connection is not: it will never be known whether the broker accepted them.
    /// </summary>
    public void OnLinkLost(Outlet outlet, string reason) => waiters.FailWhere(waiter => lossOf(waiter, outlet, reason));

    /// <summary>Logs what was gathered.</summary>
    public void Dispose() => _foreign.Dispose();

    private static async Task<Source> MakeQueueAsync(TopologyDeclarer topology, CancellationToken cancellationToken)
    {
        var queue = BrokerNames.ReplyQueue();
        await topology.DeclareOwnQueueAsync(queue, cancellationToken).ConfigureAwait(false);
        return new Source { Address = BrokerNames.Queue(queue) };
    }

    private async Task<(Link Link, string Queue)> AttachAsync(
        BrokerSession session, Source source, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var opening = new LinkOpening();
        var link = new ReceiverLink(
            session.NewSession(), LinkOpening.NewName("replies"),
            new Attach
            {
                Source = source,
                Target = new Amqp.Framing.Target(),

                // Replies at an address that outlives the connection must not be lost with it.
                SndSettleMode = dialect.ReplyAddress is null ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
            },
            opening.OnAttached);
        var attach = await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
        if (((Source)attach.Source).Address is not { Length: > 0 } address || !dialect.IsAddress(address))
        {
            throw new AmqpException(
                new Error(ErrorCode.InternalError) { Description = "the broker attached the reply link without its address" });
        }

        link.Start(Credit, (receiver, message) => OnReply(dialect, receiver, message));
        return (link, dialect.ReplyToOf(address));
    }

    private void OnReply(Dialect dialect, IReceiverLink link, Message message)
    {
        link.Accept(message);
        if (dialect.IsForOthers(message))
        {
            OnForeign(dialect);
            return;
        }

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
        catch (Exception e) when (e is SerializationException or AmqpException or InvalidCastException)
        {
            Amqp1Log.UnreadableReply(logger, e.Message);
        }
    }

    private void OnForeign(Dialect dialect)
    {
        if (_foreign.IsNews("another transport", dialect.ReplyAddress!))
        {
            Amqp1Log.ForeignReply(logger, dialect.ReplyAddress!);
        }
    }

    /// <summary>Only the waiting call can be told.</summary>
    private void Refuse(OversizedMessage reply)
    {
        if (!waiters.FailTooLarge(reply.MessageId, reply.Size, reply.Limit))
        {
            Amqp1Log.UnreadableReply(logger, $"it has {reply}.");
        }
    }
}
