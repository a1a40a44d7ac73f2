namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A contract that a gateway lists.</summary>
[RpcContract("stock", Namespace = "shop", Version = "1.2")]
public interface IStock
{
    Task<StockItem?> FindAsync(string name, int limit = 10);

    [RpcMethod(Since = "1.2")]
    Task<IReadOnlyList<StockItem>> ListAsync(DateTime since, CancellationToken cancellationToken);

    Task PutAsync(StockItem item);

    [RpcOneWay]
    Task TouchAsync(string name);

    [RpcFanout]
    Task ReloadAsync();
}
