using System.Text;

namespace Messaging.DocsExamples.Checks;

/// <summary>
/// Every fenced csharp block of the documentation is a snippet of the examples, named by the comment before it: <c>&lt;!-- snippet: name --&gt;</c>.
/// With <c>UPDATE_DOCS=1</c> in the environment the blocks are rewritten from the examples instead.
/// </summary>
[Collection("pages")]
public sealed class SnippetTests
{
    private const string Fence = "```csharp";

    [Fact]
    public void Every_csharp_block_is_a_compiled_snippet()
    {
        var sources = SnippetSource.ReadAll();
        var update = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";
        var errors = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            var rewritten = Check(file, sources, errors);
            if (update)
            {
                File.WriteAllText(file, rewritten);
            }
        }

        Assert.True(update || errors.Count == 0, string.Join('\n', errors) + "\nTo rewrite the pages: UPDATE_DOCS=1 dotnet test tests/Messaging.DocsExamples");
        Assert.DoesNotContain(errors, e => e.Contains("no snippet", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_snippet_is_shown_somewhere()
    {
        var pages = string.Concat(Repository.MarkdownFiles.Select(File.ReadAllText));
        var unused = SnippetSource.ReadAll().Keys.Where(name => !pages.Contains($"<!-- snippet: {name} -->\n{Fence}\n", StringComparison.Ordinal)).ToArray();
        Assert.True(unused.Length == 0, "Shown on no page: " + string.Join(", ", unused));
    }

    private static string Check(string file, IReadOnlyDictionary<string, string> sources, List<string> errors)
    {
        var lines = File.ReadAllLines(file);
        var result = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            result.Append(lines[i]).Append('\n');
            if (lines[i].Trim() != Fence)
            {
                continue;
            }

            var place = $"{Repository.Relative(file)}({i + 1})";
            var end = Array.FindIndex(lines, i + 1, l => l.Trim() == "```");
            var shown = string.Join('\n', lines[(i + 1)..end]);
            var name = i > 0 ? NameIn(lines[i - 1]) : null;
            var source = name is null ? null : sources.GetValueOrDefault(name);
            if (source is null)
            {
                errors.Add($"{place}: no snippet '{name}' in the examples. Write <!-- snippet: name --> on the line before the block.");
            }
            else if (source != shown)
            {
                errors.Add($"{place}: the block differs from the snippet '{name}'.");
            }

            result.Append(source ?? shown).Append('\n');
            i = end - 1;
        }

        return result.ToString();
    }

    private static string? NameIn(string line)
    {
        const string Start = "<!-- snippet: ";
        line = line.Trim();
        return line.StartsWith(Start, StringComparison.Ordinal) && line.EndsWith(" -->", StringComparison.Ordinal) ? line[Start.Length..^4] : null;
    }
}
