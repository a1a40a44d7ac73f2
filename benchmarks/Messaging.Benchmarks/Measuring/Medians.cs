namespace Messaging.Benchmarks.Measuring;

/// <summary>Makes rows of rounds.</summary>
internal static class Medians
{
    public static Row Row(
        string subject, string? twin, int callers, int payload, IReadOnlyList<Sample> samples, IReadOnlyList<Sample>? twins)
    {
        var speeds = samples.Select(sample => sample.CallsPerSecond).ToArray();
        var median = new Sample(
            Of(speeds),
            Of(samples.Select(sample => sample.P50)),
            Of(samples.Select(sample => sample.P99)),
            Of(samples.Select(sample => sample.P999)),
            Of(samples.Select(sample => sample.Cpu)),
            samples.All(sample => sample.BrokerCpu is not null) ? Of(samples.Select(sample => sample.BrokerCpu!.Value)) : null,
            Of(samples.Select(sample => sample.Bytes)),
            [.. Enumerable.Range(0, 3).Select(generation => (int)Of(samples.Select(sample => (double)sample.Collections[generation])))]);
        return new Row(
            subject,
            twins is null ? null : twin,
            callers,
            payload,
            samples.Count,
            median,
            (speeds.Max() - speeds.Min()) / median.CallsPerSecond,
            twins is null ? null : Of(samples.Zip(twins, (ours, theirs) => ours.CallsPerSecond / theirs.CallsPerSecond)),
            twins is null ? null : Of(samples.Zip(twins, (ours, theirs) => ours.P50 / theirs.P50)));
    }

    private static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
