namespace Messaging.Core.Tests.House;

/// <summary>What a library offers is a text file, so that a change of it is seen in review. UPDATE_PUBLIC_API=1 writes the files anew.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => new(Sources.Projects.Where(IsLibrary));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_committed_one(string library)
    {
        var file = Path.Combine(Sources.Root, "src", library, "PublicAPI.txt");
        var surface = PublicSurface.Describe(Sources.Assemblies.Single(assembly => assembly.GetName().Name == library));
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllLines(file, surface);
        }

        var committed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var difference = committed.Except(surface).Select(line => "- " + line)
            .Concat(surface.Except(committed).Select(line => "+ " + line)).ToArray();
        if (difference.Length > 0)
        {
            Assert.Fail($"The public surface of {library} is not that of {Sources.Relative(file)}. If that is meant, run the tests with UPDATE_PUBLIC_API=1 and commit the file.\n{string.Join('\n', difference)}");
        }
    }

    private static bool IsLibrary(string project) =>
        File.ReadAllText(Path.Combine(Sources.Root, "src", project, project + ".csproj"))
            .Contains("<ProjectType>Library</ProjectType>", StringComparison.Ordinal);
}
