namespace Messaging;

/// <summary>What <see cref="IRpcView{T}.Change"/> changes; what is null stays as it is.</summary>
public sealed record RpcViewChanges
{
    /// <summary>One server by its name.</summary>
    /// <value>Null.</value>
    public string? Server { get; init; }

    /// <summary>The longest time of a call; of several limits the shortest counts.</summary>
    /// <value>Null.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What travels with each call, unless the call has a context of its own.</summary>
    /// <value>Null.</value>
    public RpcContext? Context { get; init; }

    /// <summary>The longest silence of a server that runs a call, at least 2 seconds; of several the shortest counts.</summary>
    /// <value>Null.</value>
    public TimeSpan? CallMonitorTimeout { get; init; }
}
