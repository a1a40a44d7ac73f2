namespace Messaging.DriverContract;

/// <summary>A contract with limits, whose members say how much time their callers have left.</summary>
[RpcContract("clock", TimeoutSeconds = 40)]
public interface IClock
{
    Task<double> LeftAsync(RpcContext? context = null);

    [RpcMethod(TimeoutSeconds = 30)]
    Task<double> LessAsync(RpcContext? context = null);

    [RpcMethod(TimeoutSeconds = 3_000)]
    Task<double> MoreAsync(RpcContext? context = null);

    [RpcMethod(TimeoutSeconds = 20)]
    Task<double[]> OuterAsync();
}
