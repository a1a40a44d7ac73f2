using System.Diagnostics;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring;

/// <summary>One round: so many callers, each of which makes its next call when the last one has answered, for so long.</summary>
internal static class Round
{
    /// <exception cref="InvalidOperationException">An answer was not the payload.</exception>
    public static async Task<Sample> RunAsync(ISubject subject, int callers, string payload, TimeSpan time, BrokerClock broker)
    {
        if (subject is IForeignSubject foreign)
        {
            return await foreign.RunRoundAsync(callers, payload.Length, time);
        }

        // What an earlier round left behind is not this one's to collect.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var histograms = Enumerable.Range(0, callers).Select(_ => new LatencyHistogram()).ToArray();
        var collections = Collections();
        var brokerCpu = broker.Read();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(histograms.Select(histogram => Task.Run(() => CallUntilAsync(subject, payload, end, histogram))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        brokerCpu = broker.Read() - brokerCpu;
        var all = new LatencyHistogram();
        foreach (var histogram in histograms)
        {
            all.Add(histogram);
        }

        var calls = (double)all.Count;
        return new Sample(
            calls / elapsed.TotalSeconds,
            all.Microseconds(0.5),
            all.Microseconds(0.99),
            all.Microseconds(0.999),
            cpu.TotalMicroseconds / calls,
            brokerCpu?.TotalMicroseconds / calls,
            bytes / calls,
            [.. Collections().Zip(collections, (after, before) => after - before)]);
    }

    private static async Task CallUntilAsync(ISubject subject, string payload, long end, LatencyHistogram histogram)
    {
        var nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
        for (var start = Stopwatch.GetTimestamp(); start < end;)
        {
            var answer = await subject.CallAsync(payload);
            var now = Stopwatch.GetTimestamp();
            if (answer.Length != payload.Length)
            {
                throw new InvalidOperationException($"{subject.Name} answered {answer.Length} characters to {payload.Length}.");
            }

            histogram.Record((long)((now - start) * nanosecondsPerTick));
            start = now;
        }
    }

    private static int[] Collections() => [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
}
