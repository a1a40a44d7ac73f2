using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Messaging.Benchmarks.Micro;

/// <summary>Runs the micro-benchmarks.</summary>
internal static class MicroBenchmarks
{
    /// <param name="words">A filter such as <c>Codec</c>, or options of BenchmarkDotNet; nothing runs all.</param>
    public static void Run(IReadOnlyList<string> words)
    {
        // In this process: the build of a project of its own would not know this solution's rules.
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        var options = words switch
        {
            [] => ["--filter", "*"],
            [var filter] when !filter.StartsWith('-') => ["--filter", $"*{filter}*"],
            _ => words.ToArray(),
        };
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(options, config);
    }
}
