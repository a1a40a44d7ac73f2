namespace Messaging.Benchmarks.Reporting.Drawing;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Color">A number for its colour, the same in all charts.</param>
/// <param name="Points">Where it leads.</param>
internal sealed record ChartLine(string Name, int Color, IReadOnlyList<(double X, double Y)> Points);
