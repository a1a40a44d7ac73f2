namespace Messaging.Generators.Deployed;

/// <summary>All that peers see of the contracts of a project.</summary>
internal sealed class WireSurface
{
    public List<WireContract> Contracts { get; } = [];

    /// <summary>The user's types that travel, by their names.</summary>
    public SortedDictionary<string, WireType> Types { get; } = new(StringComparer.Ordinal);
}
