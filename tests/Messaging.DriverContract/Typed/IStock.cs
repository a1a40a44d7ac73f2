namespace Messaging.DriverContract;

/// <summary>A contract with a member of each kind.</summary>
[RpcContract("stock", Version = "1.2")]
public interface IStock
{
    Task<int> AddAsync(int a, int b = 2, CancellationToken cancellationToken = default);

    ValueTask<StockItem> FindAsync(string itemName);

    Task<StockItem?> MissingAsync();

    ValueTask ResetAsync();

    [RpcMethod("whoami", Since = "1.1", TimeoutSeconds = 30)]
    Task<string?> WhoAsync(RpcContext? context, [RpcArgument("the_key")] string key);

    [RpcMethod(Since = "1.2")]
    Task<string> NewestAsync();

    Task FailAsync(string why);

    Task WaitAsync(CancellationToken cancellationToken);

    [RpcOneWay]
    Task LogAsync(string text);

    [RpcFanout]
    ValueTask RefreshAsync(string text);
}
