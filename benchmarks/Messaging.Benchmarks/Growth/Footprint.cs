using System.Diagnostics;

namespace Messaging.Benchmarks.Growth;

/// <summary>What this process holds.</summary>
/// <param name="Bytes">Managed memory that is in use after a full collection.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="Threads">Threads of the process.</param>
internal sealed record Footprint(long Bytes, long Timers, int Threads)
{
    public static Footprint Read()
    {
        // Twice, with the finalizers between: what they let go of is garbage only then.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new Footprint(bytes, Timer.ActiveCount, process.Threads.Count);
    }

    public static Footprint operator -(Footprint after, Footprint before) =>
        new(after.Bytes - before.Bytes, after.Timers - before.Timers, after.Threads - before.Threads);
}
