namespace Messaging.Drivers.Rabbit;

/// <summary>What happens to messages that can never be handled: <see cref="RabbitOptions.DeadLetters"/>.</summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class RabbitDeadLetterOptions
{
    /// <summary>
    /// Whether messages that can never be handled are kept in a durable queue next to those of their topic,
    /// <c>TOPIC.messaging_dead_letter</c>, with the reason in their headers. No other queue changes. In the URL: <c>dead_letter_queues</c>.
    /// </summary>
    /// <value>False: such messages are rejected, and the broker's policies decide what happens to them.</value>
    public bool Enabled { get; set; }

    /// <summary>
    /// Whether the broker's own dead letters go to the same queue: messages that a quorum queue gives up
    /// (<see cref="RabbitQueueOptions.QuorumDeliveryLimit"/>), messages that other consumers reject, and messages that a full queue drops.
    /// Work queues are then declared with <c>x-dead-letter-exchange</c>, which Python services do not do. Needs <see cref="Enabled"/> and
    /// RabbitMQ 3.10. In the URL: <c>dead_letter_by_broker</c>.
    /// </summary>
    /// <value>False. Every service that shares a queue must agree.</value>
    public bool ByBroker { get; set; }

    /// <summary>
    /// How many messages a dead-letter queue keeps; beyond that the oldest are dropped. In the URL: <c>dead_letter_max_length</c>.
    /// </summary>
    /// <value>10,000. Zero: no limit.</value>
    public int MaxLength { get; set; } = 10_000;

    /// <summary>How many bytes of message bodies a dead-letter queue keeps; beyond that the oldest are dropped.</summary>
    /// <value>1 GiB. Zero: no limit.</value>
    public long MaxBytes { get; set; } = 1024L * 1024 * 1024;
}
