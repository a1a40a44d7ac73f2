using System.Diagnostics;

namespace Messaging.Benchmarks.Measuring;

/// <summary>What a process has used so far, or in a round.</summary>
/// <param name="Cpu">Processor time in user and kernel mode.</param>
/// <param name="Bytes">Bytes allocated by .NET.</param>
/// <param name="Gen0">Garbage collections of generation 0.</param>
/// <param name="Gen1">Of generation 1.</param>
/// <param name="Gen2">Of generation 2.</param>
internal sealed record Usage(TimeSpan Cpu, long Bytes, int Gen0, int Gen1, int Gen2)
{
    public static Usage OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return new Usage(
            process.TotalProcessorTime,
            GC.GetTotalAllocatedBytes(precise: true),
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.CollectionCount(2));
    }

    public static Usage operator -(Usage after, Usage before) => new(
        after.Cpu - before.Cpu, after.Bytes - before.Bytes, after.Gen0 - before.Gen0, after.Gen1 - before.Gen1, after.Gen2 - before.Gen2);

    public static Usage operator +(Usage one, Usage other) => new(
        one.Cpu + other.Cpu, one.Bytes + other.Bytes, one.Gen0 + other.Gen0, one.Gen1 + other.Gen1, one.Gen2 + other.Gen2);
}
