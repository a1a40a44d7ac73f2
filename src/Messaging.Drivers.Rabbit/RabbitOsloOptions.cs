namespace Messaging.Drivers.Rabbit;

/// <summary>Ways of oslo.messaging that applications in .NET alone seldom need: <see cref="RabbitOptions.Oslo"/>.</summary>
/// <remarks>Read when the transport is made; later changes have no effect.</remarks>
public sealed class RabbitOsloOptions
{
    /// <summary>
    /// Whether every queue asks to be mirrored in the way of brokers before RabbitMQ 3.0 (<c>x-ha-policy</c>); later ones take no notice
    /// of it, but it is part of how a queue is declared. Not together with quorum queues. In the URL: <c>rabbit_ha_queues</c>.
    /// </summary>
    /// <value>False, as in oslo.messaging. Every service that shares a queue must agree.</value>
    public bool MirroredQueues { get; set; }

    /// <summary>
    /// Whether the queues of replies and of fanouts have names that a restarted process takes again, <c>HOST:PROCESS:NUMBER</c> at their
    /// end, in place of names by chance. In the URL: <c>use_queue_manager</c>.
    /// </summary>
    /// <remarks>
    /// The number is the lowest that no living process of the machine holds for that queue; it is free again when the process ends, however
    /// it ends. Processes that do not share <c>/dev/shm</c> (elsewhere: the folder for temporary files) do not see each other: give them
    /// different values of <see cref="HostName"/> or <see cref="ProcessName"/>.
    /// </remarks>
    /// <value>False, as in oslo.messaging.</value>
    public bool StableQueueNames { get; set; }

    /// <summary>The host in <see cref="StableQueueNames"/>. In the URL: <c>hostname</c>.</summary>
    /// <value>Null: the name of the machine.</value>
    public string? HostName { get; set; }

    /// <summary>The process in <see cref="StableQueueNames"/>. In the URL: <c>processname</c>.</summary>
    /// <value>Null: the name of the program.</value>
    public string? ProcessName { get; set; }
}
