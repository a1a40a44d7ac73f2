namespace Messaging.Benchmarks.Growth;

/// <summary>The straight line that is nearest to some points.</summary>
internal static class Slope
{
    /// <summary>What one more costs, by least squares; NaN for fewer than two points.</summary>
    public static double Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            return double.NaN;
        }

        var x = points.Average(point => point.X);
        var y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
