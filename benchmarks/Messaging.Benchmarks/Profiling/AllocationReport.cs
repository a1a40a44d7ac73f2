using System.Globalization;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Profiling;

/// <summary>The types that a call of a subject allocates, the largest first.</summary>
internal static class AllocationReport
{
    private const int Calls = 300_000;

    // What a type has less of per call than this is the profile's own, or chance.
    private const double Least = 4;

    public static async Task<IReadOnlyList<string>> LinesAsync(ISubject subject, string payload, int callers)
    {
        using var profile = new AllocationProfile();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(subject, payload, Calls / callers))));
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Calls;
        profile.Stop();
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject.Name}, {callers} callers, {payload.Length} bytes: {bytes:N0} bytes a call, by type:"),
            .. profile.Rows(Calls).Where(row => row.BytesPerCall >= Least).Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{row.BytesPerCall,8:N0}  {row.Type} (one has {row.Size})")),
            "",
        ];
    }

    private static async Task CallAsync(ISubject subject, string payload, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            await subject.CallAsync(payload);
        }
    }
}
