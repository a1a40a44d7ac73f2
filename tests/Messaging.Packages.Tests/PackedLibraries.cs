using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Messaging.Packages.Tests.PackedLibraries))]

namespace Messaging.Packages.Tests;

/// <summary>
/// The packages, packed once in a folder of the tests' own, with a version that nobody else has: what NuGet unpacks of them in its
/// cache is not taken for that of another run, and is removed at the end.
/// </summary>
public sealed class PackedLibraries : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("messaging-packages-");

    /// <summary>The version of all packages.</summary>
    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    /// <summary>Where the packages are.</summary>
    public string Packages => Path.Combine(_folder.FullName, "packages");

    /// <summary>The ids of what is packed: the projects of src/.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<ProjectType>Library</ProjectType>", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal),
    ];

    internal static string Root => SolutionFolder.Find() ?? throw new InvalidOperationException("The tests run outside of the repository.");

    /// <summary>Where NuGet keeps what it has unpacked.</summary>
    internal static string Cache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public async ValueTask InitializeAsync()
    {
        // One build of them all: packing them one by one builds Core for each.
        var all = Path.Combine(_folder.FullName, "all.proj");
        var projects = string.Join(';', Ids.Select(id => Path.Combine(Root, "src", id, id + ".csproj")));
        var settings = $"Configuration=Release;Version={Version};PackageOutputPath={Packages};ArtifactsPath={_folder.FullName}/artifacts;UseArtifactsOutput=true;RunAnalyzers=false";
        await File.WriteAllTextAsync(all, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Restore" Properties="{settings};MSBuildRestoreSessionId={Guid.NewGuid()}" />
                <MSBuild Projects="{projects}" Targets="Pack" Properties="{settings}" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        await Dotnet.RunAsync(_folder.FullName, "msbuild", all, "-t:Pack", "-v:minimal", "-nologo", "-maxCpuCount");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var unpacked in Ids.Select(id => Path.Combine(Cache, id.ToLowerInvariant(), Version)).Where(Directory.Exists))
        {
            Directory.Delete(unpacked, recursive: true);
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package, or with <c>snupkg</c> its symbols.</summary>
    public ZipArchive Open(string id, string kind = "nupkg") => ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Version}.{kind}"));

    /// <summary>A new project of a user outside of the repository, who has the packages from a local folder.</summary>
    /// <param name="program">The program.</param>
    /// <param name="ids">The packages that it references, or none for all.</param>
    internal async Task<UserProject> NewProjectAsync(string program, params IReadOnlyList<string> ids)
    {
        var folder = _folder.CreateSubdirectory(program).FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "Programs");
        var hosting = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == "Microsoft.Extensions.Hosting").Attribute("Version")!.Value;
        var references = string.Concat((ids.Count == 0 ? Ids : ids).Select(id => $"<PackageReference Include=\"{id}\" Version=\"{Version}\" />"));
        var project = (await File.ReadAllTextAsync(Path.Combine(source, "Program.csproj")))
            .Replace("<!-- PACKED -->", references, StringComparison.Ordinal).Replace("HOSTING", hosting, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, program + ".csproj"), project);
        File.Copy(Path.Combine(source, program + ".cs"), Path.Combine(folder, program + ".cs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration><packageSources><add key="packed" value="{Packages}" /></packageSources></configuration>
            """);
        return new UserProject(folder, program);
    }
}
