using System.Diagnostics;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Measuring.Rounds;

/// <summary>So many callers, each of which makes its next call when the last one is over, for so long.</summary>
internal static class ClosedLoop
{
    /// <exception cref="InvalidOperationException">An answer was not the payload.</exception>
    public static async Task<Latencies> RunAsync(ISubject subject, Load load, TimeSpan time)
    {
        var payload = new string('x', load.Payload);
        var histograms = Enumerable.Range(0, load.Callers).Select(_ => new LatencyHistogram()).ToArray();
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(histograms.Select(histogram => Task.Run(() => CallUntilAsync(subject, payload, end, histogram))));
        if (subject is IOneWaySubject oneWay)
        {
            await oneWay.AllRunAsync();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var all = new LatencyHistogram();
        foreach (var histogram in histograms)
        {
            all.Add(histogram);
        }

        return Latencies.Of(all, elapsed);
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
}
