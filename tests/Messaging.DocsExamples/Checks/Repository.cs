namespace Messaging.DocsExamples.Checks;

/// <summary>Where the files are that the checks read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Examples => Path.Combine(Root, "tests", "Messaging.DocsExamples", "Examples");

    /// <summary>README.md, CONTRIBUTING.md, CHANGELOG.md, everything in docs/, and what the packages show as their page.</summary>
    public static IReadOnlyList<string> MarkdownFiles { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "README.md", SearchOption.AllDirectories),
    ];

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Messaging.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Messaging.sln is in no folder above the tests.");
    }
}
