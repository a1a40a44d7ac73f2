namespace Messaging.DriverContract;

/// <summary>A server of the contract, which writes down what came without an answer.</summary>
internal sealed class Stock : IStock
{
    public Journal<string> Came { get; } = new();

    public Task<int> AddAsync(int a, int b, CancellationToken cancellationToken) => Task.FromResult(a + b);

    public ValueTask<StockItem> FindAsync(string itemName) => new(new StockItem(itemName, default, [1, 2]));

    public Task<StockItem?> MissingAsync() => Task.FromResult<StockItem?>(null);

    public ValueTask ResetAsync()
    {
        Came.Add("reset");
        return default;
    }

    public Task<string?> WhoAsync(RpcContext? context, string key) => Task.FromResult(context![key].GetString());

    public Task<string> NewestAsync() => Task.FromResult("newest");

    public Task FailAsync(string why) => throw new InvalidOperationException(why);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Came.Add("waits");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Came.Add("cancelled");
            throw;
        }
    }

    public Task LogAsync(string text)
    {
        Came.Add(text);
        return Task.CompletedTask;
    }

    public ValueTask RefreshAsync(string text)
    {
        Came.Add(text);
        return default;
    }

    /// <summary>Not of the contract, so nobody can call it.</summary>
    public int Hidden() => Came.Entries.Count;
}
