namespace Messaging.DocsExamples.Examples;

internal sealed class Warehouse : IWarehouse
{
    public Task<int> TakeAsync(string item, int count) => count > 1 ? throw new OutOfStockException(item, 1) : Task.FromResult(1 - count);
}
