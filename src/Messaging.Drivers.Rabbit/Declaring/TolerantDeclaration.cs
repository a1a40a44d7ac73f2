using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// Declares one exchange or queue, and accepts what is as good: different durability, different limits, and a broker that allows only
/// durable queues.
/// </summary>
internal sealed class TolerantDeclaration(TopologyChannel channel, TransientQueueRule rule, ILogger logger)
{
    /// <exception cref="OperationInterruptedException">The broker refused the exchange.</exception>
    public async Task ExchangeAsync(ExchangePlan wanted, CancellationToken cancellationToken)
    {
        var plan = rule.Apply(wanted);
        try
        {
            await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (plan != wanted && DeclareVerdict.IsDurability(e))
        {
            // It was created before the broker's rule was known, perhaps by us a moment ago.
            await DeleteUnusedAsync(plan.Name, cancellationToken).ConfigureAwait(false);
            await DeclareEitherAsync(plan, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (plan.Durable && DeclareVerdict.IsDurability(e))
        {
            RabbitLog.DurabilityDiffers(logger, "exchange", plan.Name);
            await DeclareAsync(plan.WithoutDurability(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (!plan.Durable && DeclareVerdict.IsDurability(e))
        {
            RabbitLog.DurableAlready(logger, "exchange", plan.Name);
            await DeclareAsync(plan.WithDurability(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="OperationInterruptedException">The broker refused the queue.</exception>
    public async Task QueueAsync(QueuePlan wanted, CancellationToken cancellationToken)
    {
        var plan = rule.Apply(wanted);
        try
        {
            await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (plan.MayDiffer && DeclareVerdict.IsInequivalent(e))
        {
            RabbitLog.DeadLetterQueueDiffers(logger, plan.Name, e.ShutdownReason!.ReplyText);
        }
        catch (OperationInterruptedException e) when (plan is { Durable: true, MayBeTransient: true } && DeclareVerdict.IsDurability(e))
        {
            RabbitLog.DurabilityDiffers(logger, "queue", plan.Name);
            await DeclareAsync(plan.WithoutDurability(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (!plan.Durable && DeclareVerdict.IsDurability(e))
        {
            RabbitLog.DurableAlready(logger, "queue", plan.Name);
            await DeclareAsync(plan.WithDurability(), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (!plan.Durable && DeclareVerdict.IsOutOfReach(e))
        {
            RabbitLog.QueueStuck(logger, plan.Name, e.ShutdownReason!.ReplyText);
            await DeleteAsync(plan.Name, cancellationToken).ConfigureAwait(false);
            await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a queue, if the broker allows it; otherwise the next declaration shows what is wrong.</summary>
    public async Task DeleteAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            await channel.AskAsync(
                asked => asked.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken.None),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e))
        {
            // The queue is on a node that is down, or the user may not delete it.
        }
    }

    private async Task DeleteUnusedAsync(string exchange, CancellationToken cancellationToken)
    {
        try
        {
            await channel.AskAsync(
                asked => asked.ExchangeDeleteAsync(exchange, ifUnused: true, cancellationToken: CancellationToken.None),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsRefusal(e))
        {
            // Queues are bound to it, or the user may not delete it.
        }
    }

    private async Task DeclareEitherAsync(ExchangePlan plan, ExchangePlan other, CancellationToken cancellationToken)
    {
        try
        {
            await DeclareAsync(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsDurability(e))
        {
            await DeclareAsync(other, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task DeclareAsync(ExchangePlan plan, CancellationToken cancellationToken) => channel.AskAsync(
        asked => asked.ExchangeDeclareAsync(
            plan.Name, plan.Kind, plan.Durable, plan.AutoDelete, cancellationToken: CancellationToken.None),
        cancellationToken);

    private Task DeclareAsync(QueuePlan plan, CancellationToken cancellationToken) => channel.AskAsync(
        asked => asked.QueueDeclareAsync(
            plan.Name, plan.Durable, exclusive: false, plan.AutoDelete, plan.Arguments, cancellationToken: CancellationToken.None),
        cancellationToken);
}
