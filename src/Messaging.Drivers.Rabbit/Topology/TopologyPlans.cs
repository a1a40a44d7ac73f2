using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>How each exchange and queue is declared under the options that the user chose, exactly as oslo.messaging declares it.</summary>
/// <remarks>
/// A declaration that differs in anything from the peer's is refused by the broker, so nothing here is a matter of taste.
/// </remarks>
internal sealed class TopologyPlans
{
    private readonly RabbitSettings _settings;
    private readonly IDictionary<string, object?>? _workArguments;
    private readonly IDictionary<string, object?> _transientArguments;

    public TopologyPlans(RabbitSettings settings)
    {
        _settings = settings;
        _workArguments = settings.QuorumQueues ? WorkArguments(settings) : null;
        _transientArguments = new Dictionary<string, object?>
        {
            ["x-expires"] = (int)settings.TransientQueueTtl.TotalMilliseconds,
        };
    }

    /// <summary>The exchange of topics.</summary>
    public ExchangePlan TopicExchange(string name) =>
        new(name, ExchangeType.Topic, _settings.DurableQueues || _settings.QuorumQueues, _settings.AutoDelete);

    /// <summary>The exchange of a topic's fanouts, whatever the options: the last server that leaves takes it along.</summary>
    public static ExchangePlan FanoutExchange(string name) => new(name, ExchangeType.Fanout, Durable: false, AutoDelete: true);

    /// <summary>A queue that servers take work from.</summary>
    public QueuePlan WorkQueue(string name) =>
        new(name, _settings.DurableQueues || _settings.QuorumQueues, _settings.AutoDelete, _workArguments);

    /// <summary>A queue of one process, which goes away when nobody has used it for a while: of fanouts, of replies.</summary>
    public QueuePlan TransientQueue(string name) => new(name, Durable: false, AutoDelete: false, _transientArguments);

    /// <summary>A queue of one server's cancellations: it goes with the server.</summary>
    public QueuePlan CancelQueue(string name) => new(name, Durable: false, AutoDelete: true, _transientArguments);

    private static Dictionary<string, object?> WorkArguments(RabbitSettings settings)
    {
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        if (settings.QuorumDeliveryLimit > 0)
        {
            arguments["x-delivery-limit"] = settings.QuorumDeliveryLimit;
        }

        return arguments;
    }
}
