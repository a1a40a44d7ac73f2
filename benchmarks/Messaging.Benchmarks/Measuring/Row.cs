namespace Messaging.Benchmarks.Measuring;

/// <summary>What all rounds of a subject under one load say, beside one of its twins if it has any.</summary>
/// <param name="Subject">Its name.</param>
/// <param name="Twin">The subject that it is compared with, if that was measured too.</param>
/// <param name="Load">What was asked of it.</param>
/// <param name="Rounds">How many rounds.</param>
/// <param name="Median">The median of each figure.</param>
/// <param name="Spread">How far apart the slowest and the fastest round were, as a share of the median calls/s.</param>
/// <param name="Ratio">Calls/s over the twin's: the median of the ratios of the rounds, each to the twin's round of the same turn.</param>
/// <param name="RatioP50">P50 over the twin's, likewise.</param>
internal sealed record Row(
    string Subject, string? Twin, Load Load, int Rounds, Sample Median, double Spread, double? Ratio, double? RatioP50);
