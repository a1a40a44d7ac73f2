namespace Messaging.Benchmarks.Growth;

/// <summary>What was measured at one size.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Size">How many there were of what grows.</param>
/// <param name="Values">A value for each column of the study; NaN for what is not known.</param>
internal sealed record GrowthPoint(string Driver, long Size, params IReadOnlyList<double> Values);
