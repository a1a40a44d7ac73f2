using System.Reflection;

namespace Messaging.Core.Tests.House;

/// <summary>The files and the assemblies that the guards look at.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", ".git", ".vs", ".idea", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>The projects of src/, by the names of their folders.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
            .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The C# files of src/.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(Path.Combine(Root, "src")).Where(file => file.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>The assemblies of src/, but for what runs in the compiler and in editors.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Projects.Where(project => project is not ("Messaging.Generators" or "Messaging.CodeFixes")).Select(Assembly.Load)];

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Every file below a folder that is not made by a build.</summary>
    public static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            yield return file;
        }

        foreach (var below in Directory.GetDirectories(folder).Where(below => !NotOurs.Contains(Path.GetFileName(below))))
        {
            foreach (var file in Walk(below))
            {
                yield return file;
            }
        }
    }

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
