namespace Messaging.Drivers.Rabbit;

/// <summary>Which of several hosts is tried next. With each strategy, the host that failed last comes last.</summary>
public enum RabbitFailover
{
    /// <summary>
    /// The hosts are shuffled once, when the transport is created, so that clients spread over a cluster; then they are tried in turn.
    /// </summary>
    RoundRobin,

    /// <summary>The hosts are shuffled again for each round.</summary>
    Shuffle,

    /// <summary>In the order of the transport URL: the first is the primary, the others stand in for it.</summary>
    InOrder,
}
