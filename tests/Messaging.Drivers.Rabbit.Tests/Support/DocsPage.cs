namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>A page of the documentation, that tests hold the code against.</summary>
internal static class DocsPage
{
    /// <summary>The text of a page.</summary>
    /// <param name="path">Where it is, below <c>docs</c>.</param>
    public static string Read(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Messaging.sln")))
            {
                return File.ReadAllText(Path.Combine([folder.FullName, "docs", .. path]));
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    /// <summary>The rows of the first table below a heading, without its own two lines of heading; of each, the cells.</summary>
    public static IReadOnlyList<string[]> Table(string page, string heading)
    {
        var lines = page.Split('\n');
        var start = Array.FindIndex(lines, line => line.TrimStart('#', ' ') == heading || line == heading);
        Assert.True(start >= 0, $"The page has no '{heading}'.");
        return
        [
            .. lines.Skip(start).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
                .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()),
        ];
    }
}
