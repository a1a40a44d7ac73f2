using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Whether the broker takes queues that are not durable. Nobody can ask it: it is tried as oslo.messaging does it, and when the broker
/// refuses, with the whole connection, all queues are durable from then on, for all connections of the transport.
/// </summary>
internal sealed class TransientQueueRule(ILogger logger)
{
    private int _denied;

    /// <summary>The queue as the broker takes it.</summary>
    public QueuePlan Apply(QueuePlan plan) =>
        Volatile.Read(ref _denied) != 0 && plan is { Durable: false, MayBeTransient: true } ? plan.WithDurability() : plan;

    /// <summary>
    /// The exchange as Python's services have it, which need options for durable ones on such a broker: they cannot send to one that is not
    /// durable then, and one for fanouts ends their start. We take either.
    /// </summary>
    public ExchangePlan Apply(ExchangePlan plan) => Volatile.Read(ref _denied) != 0 && !plan.Durable ? plan.WithDurability() : plan;

    /// <summary>A connection was ended by the broker: perhaps for that reason.</summary>
    /// <returns>Whether it was, so that the next connection may come at once: what is declared there, the broker takes.</returns>
    public bool Learn(BrokerHost host, ShutdownEventArgs reason)
    {
        if (!DeclareVerdict.IsTransientQueueDenied(reason))
        {
            return false;
        }

        if (Interlocked.Exchange(ref _denied, 1) == 0)
        {
            RabbitLog.TransientQueuesDenied(logger, host.ToString(), reason.ReplyText.Split('\n')[0]);
        }

        return true;
    }
}
