namespace Messaging.Benchmarks.Reporting.Drawing;

/// <summary>A line of a chart.</summary>
internal sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);
