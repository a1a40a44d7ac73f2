namespace Messaging.Generators.Deployed;

/// <summary>Everything that peers see of the contracts of a project.</summary>
internal sealed class WireSurface
{
    public List<WireContract> Contracts { get; } = [];

    /// <summary>The user's types on the wire, by name.</summary>
    public SortedDictionary<string, WireType> Types { get; } = new(StringComparer.Ordinal);
}
