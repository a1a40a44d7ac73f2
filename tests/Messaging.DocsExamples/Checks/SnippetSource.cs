namespace Messaging.DocsExamples.Checks;

/// <summary>The snippets of the examples: what stands between the comments <c>// &lt;name&gt;</c> and <c>// &lt;/name&gt;</c>, without the indentation.</summary>
internal static class SnippetSource
{
    public static IReadOnlyDictionary<string, string> ReadAll()
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Repository.Examples, "*.cs", SearchOption.AllDirectories))
        {
            foreach (var (name, text) in Read(File.ReadAllLines(file)))
            {
                Assert.True(snippets.TryAdd(name, text), $"Two snippets are named '{name}'; one is in {Repository.Relative(file)}.");
            }
        }

        return snippets;
    }

    private static IEnumerable<(string Name, string Text)> Read(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (!line.StartsWith("// <", StringComparison.Ordinal) || line.StartsWith("// </", StringComparison.Ordinal) || !line.EndsWith('>'))
            {
                continue;
            }

            var name = line[4..^1];
            var end = Array.FindIndex(lines, i + 1, l => l.Trim() == $"// </{name}>");
            Assert.True(end > 0, $"The snippet '{name}' has no end.");
            yield return (name, Dedent(lines[(i + 1)..end]));
        }
    }

    private static string Dedent(string[] lines)
    {
        var indentation = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indentation..])).Trim('\n');
    }
}
