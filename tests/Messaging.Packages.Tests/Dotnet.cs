using System.Diagnostics;

namespace Messaging.Packages.Tests;

/// <summary>The SDK, as a user has it: nothing of the repository's settings or of this test's build reaches it.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command of it in a folder.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message shows what it wrote.</exception>
    public static async Task RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // A node that outlives its build would hold this process's pipes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment.Remove("CONFIGURATION");
        (await Processes.RunAsync(start, Limit)).EnsureSuccess();
    }
}
