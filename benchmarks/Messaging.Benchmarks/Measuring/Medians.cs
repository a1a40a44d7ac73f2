namespace Messaging.Benchmarks.Measuring;

/// <summary>Makes rows of rounds.</summary>
internal static class Medians
{
    /// <param name="subject">The subject's name.</param>
    /// <param name="twin">Its twin's name, if it is compared with one.</param>
    /// <param name="load">The load of all the rounds.</param>
    /// <param name="samples">Its rounds.</param>
    /// <param name="twins">The twin's rounds, in the same turns.</param>
    public static Row Row(string subject, string? twin, Load load, IReadOnlyList<Sample> samples, IReadOnlyList<Sample>? twins)
    {
        var speeds = samples.Select(sample => sample.CallsPerSecond).ToArray();
        var median = Of(samples);
        return new Row(
            subject,
            twins is null ? null : twin,
            load,
            samples.Count,
            median,
            (speeds.Max() - speeds.Min()) / median.CallsPerSecond,
            twins is null ? null : Of(samples.Zip(twins, (ours, theirs) => ours.CallsPerSecond / theirs.CallsPerSecond)),
            twins is null ? null : Of(samples.Zip(twins, (ours, theirs) => ours.P50 / theirs.P50)));
    }

    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Sample Of(IReadOnlyList<Sample> samples) => new()
    {
        CallsPerSecond = Of(samples.Select(sample => sample.CallsPerSecond)),
        P50 = Of(samples.Select(sample => sample.P50)),
        P99 = Of(samples.Select(sample => sample.P99)),
        P999 = Of(samples.Select(sample => sample.P999)),
        Cpu = Of(samples.Select(sample => sample.Cpu)),
        ClientCpu = OfAll(samples.Select(sample => sample.ClientCpu)),
        ServerCpu = OfAll(samples.Select(sample => sample.ServerCpu)),
        BrokerCpu = OfAll(samples.Select(sample => sample.BrokerCpu)),
        Bytes = OfAll(samples.Select(sample => sample.Bytes)),
        Collections = samples.Any(sample => sample.Collections is null)
            ? null
            : [.. Enumerable.Range(0, 3).Select(generation => (int)Of(samples.Select(sample => (double)sample.Collections![generation])))],
    };

    // What not every round knows is not known.
    private static double? OfAll(IEnumerable<double?> values) =>
        values.ToArray() is var all && all.Any(value => value is null) ? null : Of(all.Select(value => value!.Value));
}
