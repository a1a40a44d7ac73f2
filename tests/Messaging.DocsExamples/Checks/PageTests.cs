using System.Text.RegularExpressions;

namespace Messaging.DocsExamples.Checks;

/// <summary>What holds for every page: its links lead somewhere, its lines fit, and another page leads to it.</summary>
[Collection("pages")]
public sealed partial class PageTests
{
    private const int MaxWidth = 140;

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var dead = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            foreach (var (link, path) in Links(file))
            {
                if (!Path.Exists(path))
                {
                    dead.Add($"{Repository.Relative(file)}: {link}");
                }
            }
        }

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_link_to_a_heading_finds_it()
    {
        var dead = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            foreach (var (link, path) in Links(file))
            {
                var hash = link.IndexOf('#', StringComparison.Ordinal);
                if (hash >= 0 && File.Exists(path) && !Headings(path).Contains(link[(hash + 1)..]))
                {
                    dead.Add($"{Repository.Relative(file)}: {link}");
                }
            }
        }

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_page_of_docs_is_linked_from_another()
    {
        var linked = Repository.MarkdownFiles
            .SelectMany(file => Links(file).Where(link => link.Path != file).Select(link => Path.GetFullPath(link.Path)))
            .ToHashSet(StringComparer.Ordinal);
        var docs = Path.Combine(Repository.Root, "docs");
        Assert.Empty(Repository.MarkdownFiles.Where(file => file.StartsWith(docs, StringComparison.Ordinal) && !linked.Contains(file)).Select(Repository.Relative));
    }

    [Fact]
    public void Every_source_file_that_a_design_page_names_is_there()
    {
        string[] roots = ["src/Messaging.Core", "src/Messaging.Drivers.Rabbit"];
        var gone = new List<string>();
        foreach (var page in Repository.MarkdownFiles.Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "design"))
        {
            foreach (Match match in SourceFile().Matches(File.ReadAllText(page)))
            {
                var name = match.Groups[1].Value;
                if (!roots.Any(root => IsThere(Path.Combine(Repository.Root, root), name)))
                {
                    gone.Add($"{Repository.Relative(page)}: {name}");
                }
            }
        }

        Assert.Empty(gone);
    }

    [Fact]
    public void No_line_is_wider_than_140_columns()
    {
        var wide = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;

                // A row of a table cannot be broken.
                if (line.Length > MaxWidth && !line.StartsWith('|'))
                {
                    wide.Add($"{Repository.Relative(file)}({number})");
                }
            }
        }

        Assert.Empty(wide);
    }

    private static IEnumerable<(string Link, string Path)> Links(string file)
    {
        foreach (Match match in Link().Matches(File.ReadAllText(file)))
        {
            var link = match.Groups[1].Value;
            if (!link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal))
            {
                var target = link.Split('#')[0];
                yield return (link, target.Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target)));
            }
        }
    }

    private static HashSet<string> Headings(string file) =>
    [
        .. File.ReadLines(file).Where(line => line.StartsWith('#')).Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    /// <summary>A path from the root of a library, or the name of a file anywhere in it.</summary>
    private static bool IsThere(string root, string name) =>
        File.Exists(Path.Combine(root, name))
        || (!name.Contains('/', StringComparison.Ordinal) && Directory.EnumerateFiles(root, name, SearchOption.AllDirectories).Any());

    [GeneratedRegex(@"`([\w/.]+\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
