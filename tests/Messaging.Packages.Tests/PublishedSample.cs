namespace Messaging.Packages.Tests;

/// <summary>samples/Contracts, published ahead of time with warnings as errors, once for all its tests.</summary>
public sealed class PublishedSample : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("messaging-contracts-");

    /// <summary>The server as a native program.</summary>
    public string Server => Path.Combine(_folder.FullName, "Server", "Server");

    /// <summary>The client as a native program.</summary>
    public string Client => Path.Combine(_folder.FullName, "Client", "Client");

    /// <summary>The server in Python.</summary>
    internal static string PythonServer => Path.Combine(Sample, "server.py");

    private static string Sample => Path.Combine(PackedLibraries.Root, "samples", "Contracts");

    public async ValueTask InitializeAsync()
    {
        // Side by side they would build what they share at the same time.
        await PublishAsync("Server");
        await PublishAsync("Client");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task PublishAsync(string program) => Dotnet.RunAsync(
        Path.Combine(Sample, program), "publish", "--configuration", "Release", "--use-current-runtime", "-nologo",
        "--output", Path.Combine(_folder.FullName, program), $"-p:ArtifactsPath={_folder.FullName}/artifacts", "-p:UseArtifactsOutput=true",
        "-p:RunAnalyzers=false");
}
