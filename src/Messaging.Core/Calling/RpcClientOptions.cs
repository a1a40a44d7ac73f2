namespace Messaging;

/// <summary>What a user may set on a client. Read when the client is made.</summary>
public sealed class RpcClientOptions
{
    /// <summary>The time of a call, from the user's call to the result, whatever happens in between; for <see cref="RpcClient.CastAsync(RpcContext?, string, object?, CancellationToken)"/>, the time to the broker's confirm.</summary>
    /// <value>Null: the transport's <see cref="TransportOptions.CallTimeout"/>, 60 seconds.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The newest version that may be sent, <c>major.minor</c>, for upgrades one server at a time; null for no limit.</summary>
    /// <value>Null.</value>
    public string? VersionCap { get; set; }

    /// <summary>Whether the methods may run more than once. A call that was lost with the connection, or whose reply was, is then sent again within its timeout
    /// instead of failing. A server that has answered it already answers the same again, as long as it remembers; another server runs it.</summary>
    /// <value>False: such a call fails with <see cref="ConnectionLostException"/>, or times out.</value>
    public bool Idempotent { get; set; }

    /// <summary>What changes arguments, results and contexts on their way, as oslo.messaging's <c>serializer</c>.</summary>
    /// <value>Null: they travel as they are.</value>
    public EntitySerializer? EntitySerializer { get; set; }

    /// <summary>The longest silence of a server that runs a call, after which the call fails before its timeout; null asks for no signs of life. The time that the call waits in its queue is silence too.</summary>
    /// <value>Null. At least 2 seconds: servers send a sign of life every half of it, in whole seconds.</value>
    public TimeSpan? CallMonitorTimeout { get; set; }

    /// <summary>What stands around each call and cast of the client, the first outermost: typed and untyped ones, fanouts, and those of
    /// <see cref="RpcClient.Cast(RpcContext?, string, object?)"/>, for which they run in the background.</summary>
    /// <value>None.</value>
    public IList<IRpcClientInterceptor> Interceptors { get; } = [];
}
