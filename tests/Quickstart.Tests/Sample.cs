using System.Diagnostics;

namespace Quickstart.Tests;

/// <summary>The sample as a program: built beside the tests, run with its output in a pipe.</summary>
internal static class Sample
{
    public static Task<ProcessResult> RunAsync(params string[] arguments) => Processes.RunAsync(Command(arguments), WaitLimit.Start);

    public static ChildProcess Start(params string[] arguments) => ChildProcess.Start(Command(arguments));

    private static ProcessStartInfo Command(string[] arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Quickstart.dll"), .. arguments]);
}
