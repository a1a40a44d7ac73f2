namespace Messaging.DriverContract;

/// <summary>Takes arguments that it does not know.</summary>
public sealed class Collector
{
    public string Collect(int count, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> extra) =>
        $"{count}: {string.Join(' ', extra.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}";
}
