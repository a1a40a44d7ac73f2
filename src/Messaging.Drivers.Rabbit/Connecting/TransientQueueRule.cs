using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Whether the broker allows queues that are not durable. There is no way to ask: they are tried, as in oslo.messaging. When the broker
/// refuses, by ending the whole connection, all queues are durable from then on, for all connections of the transport.
/// </summary>
internal sealed class TransientQueueRule(ILogger logger)
{
    private int _denied;

    /// <summary>The queue in a form that the broker allows.</summary>
    public QueuePlan Apply(QueuePlan plan) =>
        Volatile.Read(ref _denied) != 0 && plan is { Durable: false, MayBeTransient: true } ? plan.WithDurability() : plan;

    /// <summary>
    /// The exchange as Python's services declare it. On such a broker they need options for durable ones: then they cannot send to an
    /// exchange that is not durable, and a fanout exchange that is not durable fails their start. This driver accepts either.
    /// </summary>
    public ExchangePlan Apply(ExchangePlan plan) => Volatile.Read(ref _denied) != 0 && !plan.Durable ? plan.WithDurability() : plan;

    /// <summary>The broker ended a connection, perhaps because it denies transient queues.</summary>
    /// <returns>Whether it did. The next connection may then be opened at once, because its declarations will be accepted.</returns>
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
