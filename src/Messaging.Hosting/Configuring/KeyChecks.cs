using System.Collections.Frozen;
using Messaging.Drivers;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the keys of the configuration. Each failure names the key and what is right.</summary>
internal static class KeyChecks
{
    public static bool Is(IConfigurationSection section, string key) =>
        string.Equals(section.Key, key, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks a section that has a section for each name that was added in code.</summary>
    /// <param name="failures">Receives the failures.</param>
    /// <param name="section">The section.</param>
    /// <param name="keys">The keys allowed below a name.</param>
    /// <param name="names">The names.</param>
    /// <param name="add">The method that adds a name.</param>
    public static void CheckNamed(
        List<string> failures, IConfigurationSection section, FrozenDictionary<string, ValueRule> keys, IReadOnlyCollection<string> names,
        string add)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is '{section.Value}', but it holds a section for each name of {add}.");
            return;
        }

        foreach (var named in section.GetChildren())
        {
            if (!names.Contains(named.Key, StringComparer.OrdinalIgnoreCase))
            {
                failures.Add($"{named.Path} has settings for a name that no {add} has. {NearestName.Suggest(named.Key, names)}");
                continue;
            }

            foreach (var child in named.GetChildren())
            {
                CheckKey(failures, child, keys);
            }
        }
    }

    /// <summary>Checks a key with a value.</summary>
    /// <param name="failures">Receives the failures.</param>
    /// <param name="child">The key.</param>
    /// <param name="keys">What may stand there.</param>
    /// <param name="sections">The sections that may stand there too, at the top.</param>
    /// <param name="oslo">What may stand there by oslo.messaging's names, at the top.</param>
    public static void CheckKey(
        List<string> failures, IConfigurationSection child, FrozenDictionary<string, ValueRule> keys, string[]? sections = null,
        OsloSettings? oslo = null)
    {
        if (!keys.TryGetValue(child.Key, out var rule))
        {
            string[] known = [.. keys.Keys, .. sections ?? []];
            var nearest = oslo is null ? null : NearestName.Find(child.Key, [.. known, .. oslo.Names]);
            var add = oslo is null || nearest is not null ? ""
                : child.GetChildren().Any() ? $" A section of a driver needs the driver: call Add{child.Key}(), if there is one."
                : child.Key.Contains('_', StringComparison.Ordinal) ? oslo.Absent : "";
            failures.Add(
                $"{child.Path} is not a setting. "
                    + $"{(nearest is null ? NearestName.Suggest(child.Key, known) : $"Did you mean {nearest}?")}{add}");
        }
        else if (child.GetChildren().Any())
        {
            failures.Add($"{child.Path} is a section, but it takes a value. {rule.Right}".TrimEnd());
        }
        else if (child.Value is { } value && !rule.Fits(value))
        {
            failures.Add($"{child.Path} is '{value}'. {rule.Right}");
        }
    }
}
