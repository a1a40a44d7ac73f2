namespace Messaging.DocsExamples.Examples;

// <contract-throws>
[RpcContract("warehouse")]
public interface IWarehouse
{
    [RpcThrows<OutOfStockException>(Module = "warehouse.errors", Class = "OutOfStock")]    // for Python; optional
    Task<int> TakeAsync(string item, int count);
}

public sealed class OutOfStockException(string item, int left) : Exception($"There are only {left} of {item}.")
{
    public string Item { get; } = item;

    public int Left { get; } = left;
}
// </contract-throws>
