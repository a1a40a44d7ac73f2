namespace Messaging;

/// <summary>The settings of a client. Read when the client is created.</summary>
public sealed class RpcClientOptions
{
    /// <summary>The timeout of a call, from the start of the call to the result, whatever happens in between; for
    /// <see cref="RpcClient.CastAsync(RpcContext?, string, object?, CancellationToken)"/>, the time to the broker's confirm.</summary>
    /// <value>Null: the transport's <see cref="TransportOptions.CallTimeout"/>, 60 seconds.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The newest version that may be sent, <c>major.minor</c>, for rolling upgrades; null for no limit.</summary>
    /// <value>Null.</value>
    public string? VersionCap { get; set; }

    /// <summary>Whether the methods may run more than once. If so, a call that was lost with the connection, or whose reply was, is sent
    /// again within its timeout instead of failing. A server that already answered it gives the same answer again while it remembers it;
    /// another server runs it.</summary>
    /// <value>False: such a call fails with <see cref="ConnectionLostException"/>, or times out.</value>
    public bool Idempotent { get; set; }

    /// <summary>Transforms arguments, results and contexts on their way, as oslo.messaging's <c>serializer</c> does.</summary>
    /// <value>Null: they are sent as they are.</value>
    public EntitySerializer? EntitySerializer { get; set; }

    /// <summary>The longest silence of a server that runs a call, after which the call fails before its timeout; null requests no
    /// keep-alives. The time that the call waits in its queue counts as silence.</summary>
    /// <value>Null. At least 2 seconds: servers send a keep-alive at half of this interval, in whole seconds.</value>
    public TimeSpan? CallMonitorTimeout { get; set; }

    /// <summary>The interceptors of each call and cast of the client, the first outermost: of typed and untyped ones, of fanouts, and of
    /// <see cref="RpcClient.Cast(RpcContext?, string, object?)"/>, for which they run in the background.</summary>
    /// <value>None.</value>
    public IList<IRpcClientInterceptor> Interceptors { get; } = [];
}
