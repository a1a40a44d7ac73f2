using System.Globalization;
using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>How each exchange and queue is declared under the user's options, exactly as oslo.messaging declares it.</summary>
/// <remarks>
/// The broker refuses a declaration that differs in anything from the peer's, so nothing here is a matter of taste.
/// </remarks>
internal sealed class TopologyPlans(RabbitSettings settings)
{
    private readonly IDictionary<string, object?>? _workArguments = Arguments(settings, settings.QuorumQueues, expires: false);
    private readonly IDictionary<string, object?>? _transientArguments = Arguments(settings, settings.TransientQuorumQueues, expires: true);
    private readonly IDictionary<string, object?>? _streamArguments = StreamArguments(settings);
    private readonly IDictionary<string, object?>? _cancelArguments = settings.TransientQueueTtl > TimeSpan.Zero ? Expiry(settings) : null;
    private readonly IDictionary<string, object?> _deadLetterArguments = DeadLetterArguments(settings);

    /// <summary>
    /// The reasons for which the broker's own dead letters are kept, as bindings of a headers exchange. An expired call is not among them.
    /// </summary>
    public static IReadOnlyList<IDictionary<string, object?>?> DeadLetterBindings { get; } =
        [.. new[] { "rejected", "delivery_limit", "maxlen" }.Select(reason => new Dictionary<string, object?>
        {
            ["x-match"] = "any-with-x",
            ["x-first-death-reason"] = reason,
        })];

    /// <summary>What every consumer is started with, but for one of a stream.</summary>
    public IDictionary<string, object?>? ConsumerArguments { get; } =
        settings.CancelOnFailover ? new Dictionary<string, object?> { ["x-cancel-on-ha-failover"] = true } : null;

    /// <summary>The exchange of topics.</summary>
    public ExchangePlan TopicExchange(string name) =>
        new(name, ExchangeType.Topic, settings.DurableQueues || settings.QuorumQueues, settings.AutoDelete);

    /// <summary>The exchange of a topic's fanouts: the last server that leaves takes it along, whatever the options.</summary>
    public ExchangePlan FanoutExchange(string name) => new(name, ExchangeType.Fanout, settings.TransientQuorumQueues, AutoDelete: true);

    /// <summary>A queue from which servers take work.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="owner">The topic to which the queue belongs, or the queue itself.</param>
    public QueuePlan WorkQueue(string name, string owner) =>
        new(name, settings.DurableQueues || settings.QuorumQueues, settings.AutoDelete, WorkArguments(owner));

    /// <summary>A queue of messages that could not be handled. It outlives everything, and drops the oldest when it is full.</summary>
    public QueuePlan DeadLetterQueue(string name) => new(name, Durable: true, AutoDelete: false, _deadLetterArguments) { MayDiffer = true };

    /// <summary>Where work queues send messages that the broker gives up, if that is turned on.</summary>
    public static ExchangePlan DeadLetterExchange(string name) => new(name, ExchangeType.Headers, Durable: true, AutoDelete: false);

    /// <summary>A queue in which servers receive fanouts: that of one server, or the stream of all.</summary>
    public QueuePlan FanoutQueue(string name) =>
        settings.StreamFanout ? new(name, Durable: true, AutoDelete: false, _streamArguments) : ReplyQueue(name);

    /// <summary>A queue of one process's replies. It goes away when nobody has used it for a while.</summary>
    public QueuePlan ReplyQueue(string name) => new(name, settings.TransientQuorumQueues, AutoDelete: false, _transientArguments);

    /// <summary>A queue of one server's cancellations: it goes with the server. Ours alone, so it need not be replicated.</summary>
    public QueuePlan CancelQueue(string name) => new(name, settings.TransientQuorumQueues, AutoDelete: true, _cancelArguments);

    private IDictionary<string, object?>? WorkArguments(string owner) => !settings.DeadLetterByBroker ? _workArguments
        : new Dictionary<string, object?>(_workArguments ?? new Dictionary<string, object?>())
        {
            ["x-dead-letter-exchange"] = RabbitNames.DeadLetterQueue(owner),
        };

    private static Dictionary<string, object?> DeadLetterArguments(RabbitSettings settings)
    {
        var arguments = new Dictionary<string, object?> { ["x-overflow"] = "drop-head" };
        if (settings.QuorumQueues)
        {
            arguments[QueuePlan.TypeArgument] = "quorum";
        }

        AddLimit(arguments, "x-max-length", settings.DeadLetterMaxLength);
        if (settings.DeadLetterMaxBytes > 0)
        {
            arguments["x-max-length-bytes"] = settings.DeadLetterMaxBytes;
        }

        return arguments;
    }

    private static Dictionary<string, object?>? Arguments(RabbitSettings settings, bool quorum, bool expires)
    {
        var arguments = expires && settings.TransientQueueTtl > TimeSpan.Zero ? Expiry(settings) : [];
        if (settings.MirroredQueues)
        {
            arguments["x-ha-policy"] = "all";
        }

        if (quorum)
        {
            arguments[QueuePlan.TypeArgument] = "quorum";
            AddLimit(arguments, "x-delivery-limit", settings.QuorumDeliveryLimit);
            AddLimit(arguments, "x-max-in-memory-length", settings.QuorumMaxMemoryLength);
            AddLimit(arguments, "x-max-in-memory-bytes", settings.QuorumMaxMemoryBytes);
        }

        return arguments.Count > 0 ? arguments : null;
    }

    private static Dictionary<string, object?> StreamArguments(RabbitSettings settings)
    {
        var arguments = new Dictionary<string, object?> { [QueuePlan.TypeArgument] = "stream" };
        if (settings.TransientQueueTtl > TimeSpan.Zero)
        {
            arguments["x-max-age"] = string.Create(CultureInfo.InvariantCulture, $"{(long)settings.TransientQueueTtl.TotalSeconds}s");
        }

        return arguments;
    }

    private static Dictionary<string, object?> Expiry(RabbitSettings settings) =>
        new() { ["x-expires"] = (int)settings.TransientQueueTtl.TotalMilliseconds };

    private static void AddLimit(Dictionary<string, object?> arguments, string name, int limit)
    {
        if (limit > 0)
        {
            arguments[name] = limit;
        }
    }
}
