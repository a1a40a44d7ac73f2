namespace Messaging.Drivers;

/// <summary>Finds the intended name for a misspelt one, for errors.</summary>
public static class NearestName
{
    /// <summary>The known name that is nearest to a name.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>The nearest; null when none is near.</returns>
    public static string? Find(string name, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        var nearest = known.MinBy(candidate => Distance(name, candidate));
        return nearest is not null && Distance(name, nearest) <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    /// <summary>A sentence that names the nearest known name, or all of them when none is near.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>The sentence.</returns>
    public static string Suggest(string name, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.Count == 0)
        {
            return "There is none.";
        }

        return Find(name, known) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>The number of letters to insert, remove or replace to make one name of the other; upper and lower case are the
    /// same.</summary>
    internal static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
