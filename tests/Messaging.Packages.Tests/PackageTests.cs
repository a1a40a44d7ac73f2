using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Messaging.Packages.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests(PackedLibraries packed)
{
    public static TheoryData<string> Ids => [.. PackedLibraries.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = packed.Open(id);
        using var specification = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(specification).Descendants().Where(element => !element.HasElements).ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(["MIT"], metadata["license"]);
        Assert.Equal(["README.md"], metadata["readme"]);
        Assert.Equal(["icon.png"], metadata["icon"]);
        Assert.NotEqual("Package Description", Assert.Single(metadata["description"]));
        Assert.Contains("rpc", Assert.Single(metadata["tags"]).Split(' '));
        foreach (var file in (string[])["README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"])
        {
            Assert.NotEqual(0, package.GetEntry(file)?.Length ?? 0);
        }

        using var symbols = packed.Open(id, "snupkg");
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{id}.pdb"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_tells_nobody_where_it_was_built(string id)
    {
        using var package = packed.Open(id);
        using var symbols = packed.Open(id, "snupkg");
        using var library = package.GetEntry($"lib/net10.0/{id}.dll")!.Open();
        using var source = symbols.GetEntry($"lib/net10.0/{id}.pdb")!.Open();

        Assert.DoesNotContain(PackedLibraries.Root + "/src", Read(library), StringComparison.Ordinal);
        Assert.DoesNotContain(PackedLibraries.Root + "/src", Read(source), StringComparison.Ordinal);
    }

    /// <summary>NuGet compares the bytes with the lock at each restore (NU1403).</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_package_depends_on_is_locked(string id)
    {
        using var package = packed.Open(id);
        using var specification = package.GetEntry(id + ".nuspec")!.Open();
        var dependencies = XDocument.Load(specification).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (Id: (string)element.Attribute("id")!, Version: (string)element.Attribute("version")!))
            .Where(dependency => !PackedLibraries.Ids.Contains(dependency.Id));

        using var file = File.OpenRead(Path.Combine(PackedLibraries.Root, "eng", "locks", id + ".lock.json"));
        using var locked = await JsonDocument.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        var packages = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0");
        Assert.All(dependencies, dependency =>
        {
            var entry = packages.GetProperty(dependency.Id);
            Assert.Equal(dependency.Version, entry.GetProperty("resolved").GetString());
            Assert.NotEqual("", entry.GetProperty("contentHash").GetString());
        });
    }

    [Fact]
    public void The_generator_and_what_editors_offer_are_in_the_package_whose_contracts_they_read()
    {
        using var package = packed.Open("Messaging.Core");

        Assert.Equal(
            ["analyzers/dotnet/cs/Messaging.CodeFixes.dll", "analyzers/dotnet/cs/Messaging.Generators.dll"],
            package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("analyzers/", StringComparison.Ordinal)).Order());
        foreach (var entry in package.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)))
        {
            using var assembly = entry.Open();
            Assert.DoesNotContain(PackedLibraries.Root + "/src", Read(assembly), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_only_calls_carries_neither_notifications_nor_a_reader_of_YAML()
    {
        var project = await packed.NewProjectAsync("Calls", "Messaging.Drivers.Rabbit", "Messaging.Hosting");
        var program = await project.BuildAsync();
        var result = await Processes.RunAsync(program, [], WaitLimit.Start);
        Assert.Equal((0, "3", ""), (result.ExitCode, result.Output, result.Error));

        var packages = await project.ListPackagesAsync(PackedLibraries.Ids);
        Assert.Equal(["Messaging.Core", "Messaging.Drivers.Rabbit", "Messaging.Hosting"], packages.Keys.Where(PackedLibraries.Ids.Contains).Order());
        Assert.DoesNotContain("YamlDotNet", packages.Keys);
    }

    [Fact]
    public async Task A_change_that_breaks_deployed_peers_does_not_build()
    {
        var project = await packed.NewProjectAsync("Recorded");
        var program = project.PathOf("Recorded.cs");
        var record = project.PathOf("RpcContracts.txt");
        await project.BuildAsync();
        Assert.False(File.Exists(record));

        await project.BuildAsync("-p:UpdateRpcContracts=true");
        Assert.Equal(
            """
            contract calc 1.0 ICalculator
              add(a: int, [b: int]) -> Sum
              cast log(100%25%3B%20%24%28x%29: string)
            type Sum
              value: int

            """,
            string.Join('\n', (await File.ReadAllTextAsync(record)).Split('\n').Where(line => !line.StartsWith('#'))));
        await project.BuildAsync();

        await File.WriteAllTextAsync(program, (await File.ReadAllTextAsync(program)).Replace("int b = 1", "int c = 1", StringComparison.Ordinal));
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => project.BuildAsync());
        Assert.Contains("error RPC0021: 'add' of ICalculator: the argument 'b' is called 'c'. This breaks deployed clients and deployed servers", failed.Message, StringComparison.Ordinal);
    }

    private static string Read(Stream file)
    {
        using var all = new MemoryStream();
        file.CopyTo(all);
        return Encoding.Latin1.GetString(all.ToArray());
    }
}
