namespace Messaging.Drivers;

/// <summary>An unknown key in a driver's section, and what was probably meant.</summary>
/// <param name="path">The path of the section.</param>
/// <param name="key">The key below it.</param>
/// <param name="value">Its value.</param>
internal sealed class UnknownKey(string path, string key, string value)
{
    private readonly string _group = key[..(key.LastIndexOf(':') + 1)];
    private readonly string _name = key[(key.LastIndexOf(':') + 1)..];

    /// <summary>A sentence that names the key, and the known one that was probably meant, or those allowed beside it.</summary>
    public string Explain(IReadOnlyCollection<string> known)
    {
        if (known.Any(other => IsWithin(other, key + ":")))
        {
            var below = Below(known, key + ":").Order(StringComparer.Ordinal);
            return $"{path}:{key} is '{value}', but it is a section, of {string.Join(", ", below)}.";
        }

        if (known.FirstOrDefault(other => IsWithin(key, other + ":")) is { } single)
        {
            return $"{path}:{single} is a section, but it takes a value.";
        }

        var beside = known.Any(other => IsWithin(other, _group)) ? Below(known, _group) : Below(known, "");
        var elsewhere = known.FirstOrDefault(other => other.EndsWith(":" + _name, StringComparison.OrdinalIgnoreCase))
            ?? (NearestName.Find(_name, beside) is null ? NearestName.Find(key, known) : null);
        return $"{path}:{key} is not a setting. {(elsewhere is null ? NearestName.Suggest(_name, beside) : $"Did you mean {elsewhere}?")}";
    }

    private static bool IsWithin(string inner, string group) => inner.StartsWith(group, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names that are allowed directly in a group.</summary>
    private static List<string> Below(IEnumerable<string> known, string group) => [.. known
        .Where(other => IsWithin(other, group)).Select(other => other[group.Length..].Split(':')[0])
        .Distinct(StringComparer.OrdinalIgnoreCase)];
}
