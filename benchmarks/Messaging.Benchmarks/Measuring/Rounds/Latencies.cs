namespace Messaging.Benchmarks.Measuring.Rounds;

/// <summary>How many calls a round made, in which time, and how long they took.</summary>
/// <param name="Calls">Calls that ended.</param>
/// <param name="Elapsed">From the first start to the last end.</param>
/// <param name="P50">µs of the middle call.</param>
/// <param name="P99">µs within which 99 % ended.</param>
/// <param name="P999">µs within which 99.9 % ended.</param>
internal sealed record Latencies(long Calls, TimeSpan Elapsed, double P50, double P99, double P999)
{
    public static Latencies Of(LatencyHistogram all, TimeSpan elapsed) =>
        new(all.Count, elapsed, all.Microseconds(0.5), all.Microseconds(0.99), all.Microseconds(0.999));
}
