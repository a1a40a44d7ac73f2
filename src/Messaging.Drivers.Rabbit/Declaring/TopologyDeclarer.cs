using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Declares exchanges, queues and bindings through one connection, each exchange once, and once each queue of senders.</summary>
/// <remarks>
/// Where an operator makes them, it looks only whether they are there.
/// On a channel of its own: the broker closes the channel of a declaration that it refuses, and no message may go down with it.
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

    /// <summary>Whether a queue is declared so that it outlives a restart of the broker.</summary>
    public bool IsDurable(QueuePlan plan) => _rule.Apply(plan).Durable;

    public bool Knows(string exchange) => _exchanges.ContainsKey(exchange);

    public bool KnowsSenderQueue(string exchange, string queue) => _senderQueues.ContainsKey((exchange, queue));

    /// <summary>Declares everything that somebody needs before he can work.</summary>
    /// <exception cref="DeliveryException">The broker refused something of it, or it is for an operator to make, and he has not.</exception>
    public async Task BuildAsync(Blueprint blueprint, CancellationToken cancellationToken)
    {
        if (_check is not null)
        {
            await InTurnAsync(() => _check.RequireAsync(blueprint, cancellationToken)).ConfigureAwait(false);
            return;
        }

        // Each exchange just before its queues: what the first queue teaches of the broker holds for the exchanges that follow.
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

            // The queues of one process are on one node: what the first has shown, which may take its time, the others need not.
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
    /// Declares the exchanges and binds the queues of a blueprint again, in case somebody deleted or unbound one: nobody is told of that, and
    /// nobody can ask for bindings. The queues themselves are left alone, for their consumers are told. What an operator makes is his.
    /// </summary>
    /// <returns>The exchanges that were gone.</returns>
    /// <exception cref="DeliveryException">The broker refused something of it.</exception>
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

    /// <summary>Declares an exchange, unless this connection did already.</summary>
    /// <exception cref="DeliveryException">The broker refused it.</exception>
    public Task ExchangeAsync(ExchangePlan plan, CancellationToken cancellationToken) => Knows(plan.Name) ? Task.CompletedTask : InTurnAsync(
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

    /// <summary>Declares and binds a queue that senders make, unless this connection did already.</summary>
    /// <exception cref="DeliveryException">The broker refused it.</exception>
    public Task SenderQueueAsync(QueuePlan plan, string exchange, string key, CancellationToken cancellationToken) =>
        QueueAsync(new BoundQueue(plan, exchange, key), unlessKnown: true, cancellationToken);

    /// <summary>Whether a queue is there, how many consumers it has and how many messages wait in it.</summary>
    /// <exception cref="DeliveryException">The broker has it, but it is out of reach now.</exception>
    public async Task<QueueReport> LookAsync(string queue, CancellationToken cancellationToken)
    {
        QueueReport report = default;
        await InTurnAsync(
            async () => report = await _passive.QueueAsync(queue, cancellationToken).ConfigureAwait(false), "queue", () => queue)
            .ConfigureAwait(false);
        return report;
    }

    /// <summary>Forgets what was declared: something of it turned out to be gone.</summary>
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
    /// <returns>Why it is out of reach; null when it was declared.</returns>
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
    /// Nobody will read a queue again that gave way to another. RabbitMQ 4 lets it be deleted, and has to: while its node is down it refuses
    /// what goes to all queues of an exchange because of this one.
    /// </summary>
    private async Task AbandonAsync(string queue)
    {
        try
        {
            await InTurnAsync(() => _declaration.DeleteAsync(queue, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // It goes when it has expired, once its node is back.
        }
    }

    /// <summary>Asks the broker something when it is its turn.</summary>
    /// <param name="work">What is asked.</param>
    /// <param name="kind">What it is about, when a refusal is to be the error of that; else null.</param>
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
                // The exchange went before the queue was bound.
                Forget();
            }

            throw DeclareVerdict.OfBinding(e, queue.Plan.Name, exchange);
        }
    }
}
