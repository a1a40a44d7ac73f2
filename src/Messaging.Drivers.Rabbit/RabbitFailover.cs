namespace Messaging.Drivers.Rabbit;

/// <summary>Which host of several is tried next. Whatever it is, the one that failed last comes last.</summary>
public enum RabbitFailover
{
    /// <summary>Shuffled once, when the transport is made, so that clients spread over a cluster; then in turn.</summary>
    RoundRobin,

    /// <summary>Shuffled anew for each round over the hosts.</summary>
    Shuffle,

    /// <summary>As the transport URL has them: the first is the one to use, the others stand in for it.</summary>
    InOrder,
}
