using System.Collections.Concurrent;

namespace Messaging.Interop.Tests.Load;

/// <summary>Counts how often it was called with each value.</summary>
public sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    [RpcMethod("count")]
    public string Count(string value)
    {
        _counts.AddOrUpdate(value, 1, (_, count) => count + 1);
        return value;
    }

    internal IReadOnlyDictionary<string, int> Counts => _counts;
}
