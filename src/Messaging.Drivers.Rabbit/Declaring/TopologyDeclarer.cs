using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// Declares exchanges, queues and bindings through one connection. Each exchange, and each queue of senders, is declared once.
/// </summary>
/// <remarks>
/// Where an operator creates them, it only checks that they exist. It uses a channel of its own, because the broker closes the channel of a
/// refused declaration, and no message may be lost with it.
/// </remarks>
internal sealed class TopologyDeclarer
{
    private readonly BrokerSession _session;
    private readonly TransientQueueRule _rule;
    private readonly TolerantDeclaration _declaration;
    private readonly PassiveDeclaration _passive;
    private readonly TopologyCheck? _check;
    private readonly ConcurrentDictionary<string, bool> _exchanges = new();
    private readonly ConcurrentDictionary<(string Exchange, string Queue), bool> _senderQueues = new();
    private readonly BackgroundWork _background;
    private readonly Turns _turns = new();
    private readonly TopologyChannel _channel;

    public TopologyDeclarer(BrokerSession session, TransientQueueRule rule, RabbitRuntime runtime)
    {
        _session = session;
        _background = runtime.Background;
        _rule = rule;
        _channel = new TopologyChannel(session, runtime.Time, runtime.Background);
        _declaration = new TolerantDeclaration(_channel, rule, runtime.Logger);
        _passive = new PassiveDeclaration(_channel);
        _check = runtime.Settings.Declare ? null : new TopologyCheck(_passive, runtime.Settings.VirtualHost);
    }

    /// <summary>Whether a queue is declared durable, so that it outlives a restart of the broker.</summary>
    public bool IsDurable(QueuePlan plan) => _rule.Apply(plan).Durable;

    public bool Knows(string exchange) => _exchanges.ContainsKey(exchange);

    public bool KnowsSenderQueue(string exchange, string queue) => _senderQueues.ContainsKey((exchange, queue));

    /// <summary>Declares everything in a blueprint.</summary>
    /// <exception cref="DeliveryException">The broker refused part of it, or an operator has to create it and has not.</exception>
    public async Task BuildAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        if (_check is not null)
        {
            await InTurnAsync(() => _check.RequireAsync(blueprint, cancellationToken)).ConfigureAwait(false);
            return;
        }

        // Each exchange just before its queues: what the first queue reveals about the broker applies to the exchanges that follow.
        string? outOfReach = null;
        foreach (var queue in blueprint.Queues)
        {
            if (blueprint.ExchangeOf(queue) is { } exchange)
            {
                await ExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
            }

            if (queue.Instead is null)
            {
                await QueueAsync(queue, unlessKnown: false, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // The queues of one process are on one node: the first one shows, after a wait, that they cannot be reached; the others need
            // not try.
            outOfReach ??= await FindOutOfReachAsync(queue, cancellationToken).ConfigureAwait(false);
            if (outOfReach is not null)
            {
                var other = queue with { Plan = queue.Instead(outOfReach) };
                await QueueAsync(other, unlessKnown: false, cancellationToken).ConfigureAwait(false);
                _background.Add(AbandonAsync(queue.Plan.Name));
            }
        }
    }

    /// <summary>
    /// Declares the exchanges and binds the queues of a blueprint again, in case one was deleted or unbound: nobody is told of that, and
    /// bindings cannot be asked for. The queues themselves are left alone, because their consumers are told. What an operator created is
    /// left to the operator.
    /// </summary>
    /// <returns>The exchanges that were missing.</returns>
    /// <exception cref="DeliveryException">The broker refused part of it.</exception>
    public async Task<IReadOnlyList<string>> RestoreAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        var gone = new List<string>();
        if (_check is not null)
        {
            return gone;
        }

        await InTurnAsync(RestoreAsync, "exchange", () => gone.LastOrDefault() ?? "").ConfigureAwait(false);
        return gone;

        async Task RestoreAsync()
        {
            foreach (var exchange in blueprint.Exchanges)
            {
                if (await _passive.ExchangeAsync(exchange.Name, cancellationToken).ConfigureAwait(false) == Presence.Missing)
                {
                    gone.Add(exchange.Name);
                    await _declaration.ExchangeAsync(exchange, cancellationToken).ConfigureAwait(false);
                }
            }

            foreach (var queue in blueprint.Queues)
            {
                await BindAsync(queue, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Declares an exchange, unless this connection has already done so.</summary>
    /// <exception cref="DeliveryException">The broker refused the exchange.</exception>
    public Task ExchangeAsync(ExchangePlan plan, CancellationToken cancellationToken) =>
        Knows(plan.Name) ? Task.CompletedTask : InTurnAsync(
        async () =>
        {
            // Of many senders that begin at the same time, the first has done it.
            if (!Knows(plan.Name))
            {
                await (_check?.RequireAsync(new Blueprint().Add(plan), cancellationToken)
                    ?? _declaration.ExchangeAsync(plan, cancellationToken)).ConfigureAwait(false);
                _exchanges[plan.Name] = true;
            }
        },
        "exchange", () => plan.Name);

    /// <summary>Declares and binds a queue that senders declare, unless this connection has already done so.</summary>
    /// <exception cref="DeliveryException">The broker refused the queue.</exception>
    public Task SenderQueueAsync(QueuePlan plan, string exchange, string key, CancellationToken cancellationToken) =>
        QueueAsync(new BoundQueue(plan, exchange, key), unlessKnown: true, cancellationToken);

    /// <summary>Whether a queue exists, how many consumers it has and how many messages wait in it.</summary>
    /// <exception cref="DeliveryException">The queue exists, but cannot be reached now.</exception>
    public async Task<QueueReport> LookAsync(string queue, CancellationToken cancellationToken)
    {
        QueueReport report = default;
        await InTurnAsync(
            async () => report = await _passive.QueueAsync(queue, cancellationToken).ConfigureAwait(false), "queue", () => queue)
            .ConfigureAwait(false);
        return report;
    }

    /// <summary>Forgets what was declared, because part of it turned out to be missing.</summary>
    public void Forget()
    {
        _exchanges.Clear();
        _senderQueues.Clear();
    }

    private Task QueueAsync(BoundQueue queue, bool unlessKnown, CancellationToken cancellationToken)
    {
        var (plan, exchange, _) = queue;
        return InTurnAsync(DeclareAsync, "queue", () => plan.Name);

        async Task DeclareAsync()
        {
            if (unlessKnown && KnowsSenderQueue(exchange!, plan.Name))
            {
                return;
            }

            if (_check is not null)
            {
                await _check.RequireAsync(new Blueprint().Add(queue), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _declaration.QueueAsync(plan, cancellationToken).ConfigureAwait(false);
                await BindAsync(queue, cancellationToken).ConfigureAwait(false);
            }

            if (unlessKnown)
            {
                _senderQueues[(exchange!, plan.Name)] = true;
            }
        }
    }

    /// <summary>Declares a queue of one process.</summary>
    /// <returns>Why the queue cannot be reached; null when it was declared.</returns>
    private async Task<string?> FindOutOfReachAsync(BoundQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await QueueAsync(queue, unlessKnown: false, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (DeclareVerdict.IsOutOfReach(e))
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Deletes a queue that was replaced by another; nobody will read it again. RabbitMQ 4 allows this, and it is necessary: while the
    /// queue's node is down, the broker refuses messages to all queues of an exchange because of this one.
    /// </summary>
    private async Task AbandonAsync(string queue)
    {
        try
        {
            await InTurnAsync(() => _declaration.DeleteAsync(queue, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // It is deleted when it expires, once its node is back.
        }
    }

    /// <summary>Sends the broker a request when its turn has come.</summary>
    /// <param name="work">The request.</param>
    /// <param name="kind">The kind of object, when a refusal is to be reported as an error of that object; otherwise null.</param>
    /// <param name="name">Its name.</param>
    private async Task InTurnAsync(Func<Task> work, string? kind = null, Func<string>? name = null)
    {
        var turn = await _turns.EnterAsync().ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (kind is not null && DeclareVerdict.IsRefusal(e) && _session.IsOpen)
        {
            throw DeclareVerdict.Of(e, kind, name!());
        }
        finally
        {
            turn.SetResult();
        }
    }

    private async Task BindAsync(BoundQueue queue, CancellationToken cancellationToken)
    {
        if (queue.Exchange is not { } exchange)
        {
            return;
        }

        try
        {
            foreach (var match in queue.Matches)
            {
                await _channel.AskAsync(
                    channel => channel.QueueBindAsync(
                        queue.Plan.Name, exchange, queue.Key, match, cancellationToken: CancellationToken.None),
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e) && _session.IsOpen)
        {
            if (DeclareVerdict.IsMissing(e))
            {
                // The exchange was deleted before the queue was bound.
                Forget();
            }

            throw DeclareVerdict.OfBinding(e, queue.Plan.Name, exchange);
        }
    }
}
