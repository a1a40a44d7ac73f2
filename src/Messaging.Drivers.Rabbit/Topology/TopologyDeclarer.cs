using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>Declares exchanges, queues and bindings through one connection, each exchange once, and once each queue of senders.</summary>
/// <remarks>
/// On a channel of its own: the broker closes the channel of a declaration that it refuses, and no message may go down with it.
/// </remarks>
internal sealed class TopologyDeclarer(BrokerSession session, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _exchanges = new();
    private readonly ConcurrentDictionary<(string Exchange, string Queue), bool> _senderQueues = new();
    private readonly Turns _turns = new();
    private IChannel? _channel;

    public bool Knows(string exchange) => _exchanges.ContainsKey(exchange);

    public bool KnowsSenderQueue(string exchange, string queue) => _senderQueues.ContainsKey((exchange, queue));

    /// <summary>Declares an exchange, unless this connection did already.</summary>
    /// <exception cref="DeliveryException">The broker refused it.</exception>
    public async Task ExchangeAsync(ExchangePlan plan, CancellationToken cancellationToken)
    {
        if (Knows(plan.Name))
        {
            return;
        }

        var turn = await _turns.EnterAsync().ConfigureAwait(false);
        try
        {
            if (Knows(plan.Name))
            {
                return;
            }

            try
            {
                await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationInterruptedException e) when (plan.Durable && DeclareVerdict.IsDurability(e))
            {
                RabbitLog.DurabilityDiffers(logger, "exchange", plan.Name);
                await DeclareAsync(plan.WithoutDurability(), cancellationToken).ConfigureAwait(false);
            }

            _exchanges[plan.Name] = true;
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e) && session.IsOpen)
        {
            throw DeclareVerdict.Of(e, "exchange", plan.Name);
        }
        finally
        {
            turn.SetResult();
        }
    }

    /// <summary>Declares a queue, and binds it when an exchange is given.</summary>
    /// <exception cref="DeliveryException">The broker refused it.</exception>
    public Task QueueAsync(QueuePlan plan, string? exchange, string key, CancellationToken cancellationToken) =>
        QueueAsync(plan, exchange, key, unlessKnown: false, cancellationToken);

    /// <summary>Declares and binds a queue that senders make, unless this connection did already.</summary>
    /// <exception cref="DeliveryException">The broker refused it.</exception>
    public Task SenderQueueAsync(QueuePlan plan, string exchange, string key, CancellationToken cancellationToken) =>
        QueueAsync(plan, exchange, key, unlessKnown: true, cancellationToken);

    /// <summary>Whether the broker has a queue. Asking for one that it has not closes the channel, which is why it is asked here.</summary>
    public async Task<bool> HasQueueAsync(string name, CancellationToken cancellationToken) =>
        await CountAsync(name, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>How many consumers a queue has and how many messages wait in it, or null when it is not there.</summary>
    public async Task<(uint Consumers, uint Messages)?> CountAsync(string name, CancellationToken cancellationToken)
    {
        var turn = await _turns.EnterAsync().ConfigureAwait(false);
        try
        {
            var channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
            var queue = await channel.QueueDeclarePassiveAsync(name, cancellationToken).ConfigureAwait(false);
            return (queue.ConsumerCount, queue.MessageCount);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
        finally
        {
            turn.SetResult();
        }
    }

    /// <summary>Forgets what was declared: something of it turned out to be gone.</summary>
    public void Forget()
    {
        _exchanges.Clear();
        _senderQueues.Clear();
    }

    private async Task QueueAsync(QueuePlan plan, string? exchange, string key, bool unlessKnown, CancellationToken cancellationToken)
    {
        var turn = await _turns.EnterAsync().ConfigureAwait(false);
        try
        {
            // Of many senders that begin at the same time, the first has done it.
            if (unlessKnown && KnowsSenderQueue(exchange!, plan.Name))
            {
                return;
            }

            try
            {
                await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationInterruptedException e) when (plan is { Durable: true, MayBeTransient: true } && DeclareVerdict.IsDurability(e))
            {
                RabbitLog.DurabilityDiffers(logger, "queue", plan.Name);
                await DeclareAsync(plan.WithoutDurability(), cancellationToken).ConfigureAwait(false);
            }
            catch (OperationInterruptedException e) when (!plan.Durable && DeclareVerdict.IsStuck(e))
            {
                RabbitLog.QueueStuck(logger, plan.Name, e.ShutdownReason!.ReplyText);
                await DeleteAsync(plan.Name, cancellationToken).ConfigureAwait(false);
                await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
            }

            if (exchange is not null)
            {
                await _channel!.QueueBindAsync(plan.Name, exchange, key, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            if (unlessKnown)
            {
                _senderQueues[(exchange!, plan.Name)] = true;
            }
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e) && session.IsOpen)
        {
            throw DeclareVerdict.Of(e, "queue", plan.Name);
        }
        finally
        {
            turn.SetResult();
        }
    }

    private async Task DeclareAsync(ExchangePlan plan, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
        await channel.ExchangeDeclareAsync(plan.Name, plan.Kind, plan.Durable, plan.AutoDelete, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task DeclareAsync(QueuePlan plan, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
        await channel.QueueDeclareAsync(
            plan.Name, plan.Durable, exclusive: false, plan.AutoDelete, plan.Arguments, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task DeleteAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var channel = await ChannelAsync(cancellationToken).ConfigureAwait(false);
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e))
        {
            // The declaration that follows says what is wrong.
        }
    }

    private async ValueTask<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is not { IsOpen: true })
        {
            if (_channel is not null)
            {
                await _channel.DisposeAsync().ConfigureAwait(false);
            }

            _channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        }

        return _channel;
    }
}
