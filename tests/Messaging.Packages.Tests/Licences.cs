using System.Xml.Linq;

namespace Messaging.Packages.Tests;

/// <summary>The list of what users get beside our own packages, and under which licence: THIRD-PARTY.md.</summary>
internal static class Licences
{
    /// <summary>Compares the list with what an application got.</summary>
    public static async Task CheckAsync(IReadOnlyDictionary<string, string> packages)
    {
        var listed = (await File.ReadAllLinesAsync(Path.Combine(PackedLibraries.Root, "THIRD-PARTY.md")))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        var got = packages.Where(package => !PackedLibraries.Ids.Contains(package.Key))
            .OrderBy(package => package.Key, StringComparer.OrdinalIgnoreCase)
            .Select(package => $"| `{package.Key}` | {Read(package.Key, package.Value)} |");

        Assert.Equal(string.Join('\n', got), string.Join('\n', listed));
    }

    private static string Read(string id, string version)
    {
        var specification = Path.Combine(PackedLibraries.Cache, id.ToLowerInvariant(), version, id.ToLowerInvariant() + ".nuspec");
        var licence = XDocument.Load(specification).Descendants().SingleOrDefault(element => element.Name.LocalName == "license");
        return (string?)licence?.Attribute("type") == "expression" ? licence.Value : "none that a program can read";
    }
}
