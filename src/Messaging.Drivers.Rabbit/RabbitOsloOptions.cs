namespace Messaging.Drivers.Rabbit;

/// <summary>Features of oslo.messaging that pure .NET applications rarely need: <see cref="RabbitOptions.Oslo"/>.</summary>
/// <remarks>Read when the transport is created; later changes have no effect.</remarks>
public sealed class RabbitOsloOptions
{
    /// <summary>
    /// Whether queues are declared as mirrored in the way of brokers before RabbitMQ 3.0 (<c>x-ha-policy</c>). Later brokers ignore it, but
    /// it is still part of a queue's declaration. Cannot be combined with quorum queues. In the URL: <c>rabbit_ha_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool MirroredQueues { get; set; }

    /// <summary>
    /// Whether the queues of replies and fanouts have names that a restarted process uses again, ending in <c>HOST:PROCESS:NUMBER</c>,
    /// instead of random names. In the URL: <c>use_queue_manager</c>.
    /// </summary>
    /// <remarks>
    /// The number is the lowest that no running process on the machine holds for that queue. It is free again when the process ends,
    /// however it ends. Processes that do not share <c>/dev/shm</c> (on other systems: the folder for temporary files) do not see each
    /// other: give them different values of <see cref="HostName"/> or <see cref="ProcessName"/>.
    /// </remarks>
    /// <value>False, as in oslo.messaging.</value>
    public bool StableQueueNames { get; set; }

    /// <summary>The host part of <see cref="StableQueueNames"/>. In the URL: <c>hostname</c>.</summary>
    /// <value>Null: the name of the machine.</value>
    public string? HostName { get; set; }

    /// <summary>The process part of <see cref="StableQueueNames"/>. In the URL: <c>processname</c>.</summary>
    /// <value>Null: the name of the program.</value>
    public string? ProcessName { get; set; }
}
