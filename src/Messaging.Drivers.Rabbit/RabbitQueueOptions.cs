namespace Messaging.Drivers.Rabbit;

/// <summary>How exchanges and queues are declared: <see cref="RabbitOptions.Queues"/>.</summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class RabbitQueueOptions
{
    /// <summary>
    /// Whether the driver declares exchanges, queues and bindings. When false, an operator creates them, the driver only checks that they
    /// exist, and its user needs no permission to configure. In the URL: <c>declare</c>.
    /// </summary>
    /// <remarks>
    /// When false, queues are named as with <see cref="RabbitOsloOptions.StableQueueNames"/>, because an operator has to know the names.
    /// </remarks>
    /// <value>True.</value>
    public bool Declare { get; set; } = true;

    /// <summary>
    /// Whether the topic exchange and the queues from which servers take work survive a restart of the broker. In the URL:
    /// <c>amqp_durable_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool Durable { get; set; }

    /// <summary>
    /// Whether the topic exchange and the queues from which servers take work are deleted with their last user. In the URL:
    /// <c>amqp_auto_delete</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool AutoDelete { get; set; }

    /// <summary>Whether servers take work from replicated, durable quorum queues. In the URL: <c>rabbit_quorum_queue</c>.</summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool Quorum { get; set; }

    /// <summary>
    /// How often a quorum queue redelivers a message before it gives it up. In the URL: <c>rabbit_quorum_delivery_limit</c>.
    /// </summary>
    /// <value>0: the broker's own limit, which is 20 from RabbitMQ 4.0 on; before that there is none.</value>
    public int QuorumDeliveryLimit { get; set; }

    /// <summary>
    /// How many messages of a quorum queue the broker keeps in memory. In the URL: <c>rabbit_quorum_max_memory_length</c>, or with Python's
    /// spelling until 2023, <c>rabbit_quroum_max_memory_length</c>.
    /// </summary>
    /// <value>0: the broker's own setting.</value>
    public int QuorumMaxMemoryLength { get; set; }

    /// <summary>
    /// How many bytes of a quorum queue the broker keeps in memory. In the URL: <c>rabbit_quorum_max_memory_bytes</c>, or with Python's
    /// spelling until 2023, <c>rabbit_quroum_max_memory_bytes</c>.
    /// </summary>
    /// <value>0: the broker's own setting.</value>
    public int QuorumMaxMemoryBytes { get; set; }

    /// <summary>
    /// Whether the queues of replies and fanouts are replicated quorum queues too, and the fanout exchanges durable. In the URL:
    /// <c>rabbit_transient_quorum_queue</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a topic must agree.</value>
    public bool TransientQuorum { get; set; }

    /// <summary>
    /// How long the broker keeps a reply or fanout queue that nobody uses, and the messages of a fanout stream. In the URL:
    /// <c>rabbit_transient_queues_ttl</c>, in seconds.
    /// </summary>
    /// <value>
    /// 30 minutes, as in oslo.messaging. Whole seconds. Zero: for ever, unless a policy of the broker says otherwise.
    /// </value>
    public TimeSpan TransientTtl { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Whether a topic has one fanout stream, which all its servers read, instead of one fanout queue for each server. Needs
    /// <see cref="TransientQuorum"/> and a <see cref="RabbitOptions.PrefetchCount"/>. In the URL: <c>rabbit_stream_fanout</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a topic must agree.</value>
    public bool StreamFanout { get; set; }
}
