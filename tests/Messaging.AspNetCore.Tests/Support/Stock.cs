namespace Messaging.AspNetCore.Tests.Support;

/// <summary>Serves the contract.</summary>
internal sealed class Stock : IStock
{
    public TaskCompletionSource<string> Touched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Reloaded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<StockItem?> FindAsync(string name, int limit = 10) =>
        Task.FromResult<StockItem?>(name == "none" ? null : new StockItem(name, limit));

    public Task<IReadOnlyList<StockItem>> ListAsync(DateTime since, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StockItem>>([new StockItem("bolt", since.Year)]);

    public Task PutAsync(StockItem item) => item.Count < 0 ? throw new InvalidOperationException("less than nothing") : Task.CompletedTask;

    public Task TouchAsync(string name)
    {
        Touched.TrySetResult(name);
        return Task.CompletedTask;
    }

    public Task ReloadAsync()
    {
        Reloaded.TrySetResult();
        return Task.CompletedTask;
    }
}
