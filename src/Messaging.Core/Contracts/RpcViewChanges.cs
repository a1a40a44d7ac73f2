namespace Messaging;

/// <summary>The changes of <see cref="IRpcView{T}.Change"/>; a property that is null changes nothing.</summary>
public sealed record RpcViewChanges
{
    /// <summary>One server by its name.</summary>
    /// <value>Null.</value>
    public string? Server { get; init; }

    /// <summary>The timeout of a call; the shortest of several limits applies.</summary>
    /// <value>Null.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The context of each call that has none of its own.</summary>
    /// <value>Null.</value>
    public RpcContext? Context { get; init; }

    /// <summary>The longest silence of a server that runs a call, at least 2 seconds; the shortest of several limits applies.</summary>
    /// <value>Null.</value>
    public TimeSpan? CallMonitorTimeout { get; init; }
}
