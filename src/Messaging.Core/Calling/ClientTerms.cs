namespace Messaging.Calling;

/// <summary>The settings of a client's calls and casts.</summary>
/// <param name="Timeout">The timeout of a call; null for that of the transport.</param>
/// <param name="VersionCap">The newest version that may be sent; null for no limit.</param>
/// <param name="MonitorTimeout">The longest silence of a server that runs a call; null when no keep-alives are requested.</param>
/// <param name="IsIdempotent">Whether methods may run more than once.</param>
/// <param name="Entities">Transforms arguments, results and contexts; null for no transformation.</param>
/// <param name="Interceptors">Runs around each call and cast; null for none.</param>
/// <param name="Context">The context of calls and casts that have none of their own; null for none.</param>
internal sealed record ClientTerms(
    TimeSpan? Timeout, string? VersionCap, TimeSpan? MonitorTimeout, bool IsIdempotent, EntitySerializer? Entities,
    ClientInterceptors? Interceptors, RpcContext? Context);
