using System.Text.Json;

namespace Messaging.Packages.Tests;

/// <summary>A project that knows the packages only.</summary>
internal sealed class UserProject(string folder, string program)
{
    /// <summary>A file of it.</summary>
    public string PathOf(string file) => Path.Combine(folder, file);

    /// <summary>Builds it, and returns its program.</summary>
    public async Task<string> BuildAsync(params string[] options)
    {
        await Dotnet.RunAsync(folder, ["build", "--output", "out", "-nologo", .. options]);
        return Path.Combine(folder, "out", program);
    }

    /// <summary>Publishes it ahead of time, with warnings as errors, and returns its program.</summary>
    public async Task<string> PublishNativeAsync()
    {
        await Dotnet.RunAsync(folder, "publish", "--output", "native", "--use-current-runtime", "-p:PublishAot=true", "-nologo");
        return Path.Combine(folder, "native", program);
    }

    /// <summary>Every package that it got by one of these, they too, with its version.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ListPackagesAsync(IEnumerable<string> from)
    {
        using var assets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "obj", "project.assets.json")));
        var all = assets.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .ToDictionary(package => package.Name.Split('/')[0], package => package, StringComparer.OrdinalIgnoreCase);

        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var next = new Queue<string>(from.Where(all.ContainsKey));
        while (next.TryDequeue(out var id))
        {
            if (found.TryAdd(id, all[id].Name.Split('/')[1]) && all[id].Value.TryGetProperty("dependencies", out var dependencies))
            {
                foreach (var dependency in dependencies.EnumerateObject())
                {
                    next.Enqueue(dependency.Name);
                }
            }
        }

        return found;
    }
}
