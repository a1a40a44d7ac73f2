namespace Messaging.DocsExamples.Examples;

/// <summary>The endpoint that the calling examples use.</summary>
[RpcEndpoint(Version = "1.3")]
public sealed class Inventory
{
    public TaskCompletionSource Restocked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Item Find(string name) => new(name, 12);

    public int Count() => 2;

    public void Restock(string name, int amount) => Restocked.TrySetResult();

    public void ForgetPrices()
    {
    }

    public async Task<int> AuditAsync(int minutes, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMinutes(minutes), cancellationToken);
        return minutes;
    }
}

public sealed record Item(string Name, int Stock);

public sealed record Query(string Name);
