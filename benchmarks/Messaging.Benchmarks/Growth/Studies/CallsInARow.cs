using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Growth.Studies;

/// <summary>Calls in memory, millions of them: what stays behind in the memory is a leak.</summary>
internal sealed class CallsInARow : IGrowthStudy
{
    private const int Callers = 64;
    private const int Looks = 10;

    public string Name => "leaks";

    public string Unit => "calls";

    public long Most => 10_000_000;

    public bool NeedsBroker => false;

    public IReadOnlyList<string> Columns { get; } = ["bytes", "timers", "threads"];

    public async IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup)
    {
        await using var subject = new MessagingSubject("memory", setup.UrlOf("memory"), "leaks");
        await subject.ServeAsync(CancellationToken.None);
        await subject.ConnectAsync(CancellationToken.None);
        var each = Math.Max(1, setup.Most / Looks);

        // What the first calls leave behind, such as pools, is no leak.
        await CallAsync(subject, each);
        var before = Footprint.Read();
        for (long look = 1; look <= Looks; look++)
        {
            await CallAsync(subject, each);
            setup.Say($"memory: {look * each} calls");
            var held = Footprint.Read() - before;
            yield return new GrowthPoint("memory", look * each, held.Bytes, held.Timers, held.Threads);
        }
    }

    private static async Task CallAsync(MessagingSubject subject, long calls)
    {
        var payload = new string('x', 100);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref calls) >= 0)
            {
                await subject.CallAsync(payload);
            }
        })));
    }
}
