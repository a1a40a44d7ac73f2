using Messaging;

namespace Contracts;

/// <summary>The items in stock. Servers and clients reference this project, and nothing else of each other.</summary>
[RpcContract("stock", Version = "1.1", Json = typeof(StockJson), TimeoutSeconds = 10)]
public interface IStock
{
    Task<Item?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Takes items, and returns how many are left.</summary>
    [RpcThrows<OutOfStockException>(Module = "stock", Class = "OutOfStock")]
    Task<int> TakeAsync(string name, int count = 1, CancellationToken cancellationToken = default);

    [RpcMethod(Since = "1.1", Idempotent = true)]
    Task<IReadOnlyList<Item>> ListAsync(Shelf shelf, CancellationToken cancellationToken = default);

    [RpcOneWay]
    Task NoteAsync(string text, CancellationToken cancellationToken = default);

    [RpcFanout]
    Task RefreshAsync(CancellationToken cancellationToken = default);
}
