namespace Messaging.Drivers.Rabbit;

/// <summary>What becomes of messages that can never be handled: <see cref="RabbitOptions.DeadLetters"/>.</summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class RabbitDeadLetterOptions
{
    /// <summary>
    /// Whether messages that can never be handled are kept in a durable queue beside those of their topic, <c>TOPIC.messaging_dead_letter</c>,
    /// with the reason in headers. Changes no other queue. In the URL: <c>dead_letter_queues</c>.
    /// </summary>
    /// <value>False: they are rejected, and what becomes of them is up to the policies of the broker.</value>
    public bool Enabled { get; set; }

    /// <summary>
    /// Whether the broker's own dead letters go there too: what a quorum queue gives up
    /// (<see cref="RabbitQueueOptions.QuorumDeliveryLimit"/>), what others reject, what a full queue drops. Work queues are declared with
    /// <c>x-dead-letter-exchange</c> then, which Python services do not do. Needs <see cref="Enabled"/> and RabbitMQ 3.10. In the URL:
    /// <c>dead_letter_by_broker</c>.
    /// </summary>
    /// <value>False. Every service that shares a queue must agree.</value>
    public bool ByBroker { get; set; }

    /// <summary>How many messages a dead-letter queue keeps; when there are more, the oldest go. In the URL: <c>dead_letter_max_length</c>.</summary>
    /// <value>10,000. Zero: no limit.</value>
    public int MaxLength { get; set; } = 10_000;

    /// <summary>How many bytes of bodies a dead-letter queue keeps; when there are more, the oldest go.</summary>
    /// <value>1 GiB. Zero: no limit.</value>
    public long MaxBytes { get; set; } = 1024L * 1024 * 1024;
}
