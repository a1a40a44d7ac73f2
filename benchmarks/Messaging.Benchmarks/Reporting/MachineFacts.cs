using System.Runtime;
using System.Runtime.InteropServices;

namespace Messaging.Benchmarks.Reporting;

/// <summary>What figures mean nothing without.</summary>
internal static class MachineFacts
{
    public static bool IsDebug =>
#if DEBUG
        true;
#else
        false;
#endif

    public static IEnumerable<(string Name, string Value)> Read() =>
    [
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("os", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
        ("processors", $"{Environment.ProcessorCount}"),
        ("gc", $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {GCSettings.LatencyMode.ToString().ToLowerInvariant()}"),
        ("tiered_pgo", AppContext.TryGetSwitch("System.Runtime.TieredPGO", out var pgo) && !pgo ? "off" : "on"),
        ("build", IsDebug ? "Debug" : "Release"),
    ];
}
