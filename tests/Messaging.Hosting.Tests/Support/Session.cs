namespace Messaging.Hosting.Tests.Support;

/// <summary>Stands for a database context: one for each call, and over with it.</summary>
public sealed class Session(Journal<string> journal) : IAsyncDisposable
{
    private static int _count;

    public int Number { get; } = Interlocked.Increment(ref _count);

    public bool IsBroken { get; set; }

    public ValueTask DisposeAsync()
    {
        journal.Add($"over {Number}");
        return IsBroken ? throw new InvalidOperationException("the session cannot be ended") : default;
    }
}
