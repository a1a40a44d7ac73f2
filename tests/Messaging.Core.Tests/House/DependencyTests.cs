using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Messaging.Core.Tests.House;

/// <summary>Arrows go one way: Core knows no driver, a driver knows the seam and nothing of the client or the server.</summary>
public sealed class DependencyTests
{
    private static readonly string[] NotForDrivers =
        [nameof(RpcClient), nameof(RpcServer), nameof(RpcClientOptions), nameof(RpcServerOptions), nameof(RpcEndpoint), nameof(RpcMethod)];

    [Fact]
    public void Core_depends_on_the_platform_and_the_abstractions_only()
    {
        var foreign = typeof(RpcClient).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)
                && name is not ("Microsoft.Extensions.Logging.Abstractions" or "Microsoft.Extensions.DependencyInjection.Abstractions" or "Microsoft.Extensions.Options" or "netstandard"));

        Assert.Empty(foreign);
    }

    [Fact]
    public void Drivers_depend_on_the_seam_and_on_no_other_project()
    {
        foreach (var driver in Drivers())
        {
            var ours = driver.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(name => name.StartsWith("Messaging.", StringComparison.Ordinal));
            Assert.Equal(["Messaging.Core"], ours);
            Assert.Empty(ReferencedTypes(driver).Intersect(NotForDrivers));
        }
    }

    [Fact]
    public void There_is_a_driver_to_look_at() => Assert.NotEmpty(Drivers());

    private static IEnumerable<Assembly> Drivers() =>
        Sources.Assemblies.Where(assembly => assembly.GetName().Name!.StartsWith("Messaging.Drivers.", StringComparison.Ordinal));

    private static List<string> ReferencedTypes(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var names = new List<string>();
        foreach (var handle in metadata.TypeReferences)
        {
            var reference = metadata.GetTypeReference(handle);
            if (metadata.GetString(reference.Namespace) == "Messaging")
            {
                names.Add(metadata.GetString(reference.Name));
            }
        }

        return names;
    }
}
