namespace Messaging.Calling;

/// <summary>On what terms a client calls and casts.</summary>
/// <param name="Timeout">The time of a call; null for that of the transport.</param>
/// <param name="VersionCap">The newest version that may be sent; null for no limit.</param>
/// <param name="MonitorTimeout">The longest silence of a server that runs a call; null when no signs of life are asked for.</param>
/// <param name="IsIdempotent">Whether methods may run more than once.</param>
/// <param name="Entities">What changes arguments, results and contexts; null for nothing.</param>
/// <param name="Interceptors">What stands around each call and cast; null for nothing.</param>
/// <param name="Context">What travels with those that have no context of their own; null for nothing.</param>
internal sealed record ClientTerms(
    TimeSpan? Timeout, string? VersionCap, TimeSpan? MonitorTimeout, bool IsIdempotent, EntitySerializer? Entities, ClientInterceptors? Interceptors,
    RpcContext? Context);
