namespace Messaging.Benchmarks.Reporting.Drawing;

/// <summary>Values above zero on an axis: each doubling has the same length.</summary>
internal sealed class LogScale
{
    private readonly double _least;
    private readonly double _most;
    private readonly double _from;
    private readonly double _to;

    /// <param name="values">What is to be shown; at least one.</param>
    /// <param name="from">Where the least value is.</param>
    /// <param name="to">Where the greatest value is.</param>
    /// <param name="isRound">Whether the axis goes on to the next round values.</param>
    public LogScale(IReadOnlyCollection<double> values, double from, double to, bool isRound = false)
    {
        _least = isRound ? AllTicks(values.Min()).Last(tick => tick <= values.Min()) : values.Min();
        var most = isRound ? AllTicks(values.Max()).First(tick => tick >= values.Max()) : values.Max();
        // A single value is at the start.
        _most = Math.Max(most, _least * 1.01);
        _from = from;
        _to = to;
    }

    public double Place(double value) => _from + (Math.Log(value / _least) / Math.Log(_most / _least) * (_to - _from));

    /// <summary>
    /// The round values between the least and the greatest: 1, 2, 5, 10, 20 and so on; powers of ten alone when there are many.
    /// </summary>
    public IEnumerable<double> Ticks()
    {
        var ticks = new List<double>();
        for (var decade = _least; decade <= _most * 10; decade *= 10)
        {
            ticks.AddRange(AllTicks(decade));
        }

        var few = _most / _least > 5_000;
        return ticks.Distinct().Where(tick => tick >= _least && tick <= _most && (!few || Math.Log10(tick) % 1 == 0));
    }

    // The round values of the decade of this value, and the one behind.
    private static double[] AllTicks(double value)
    {
        var decade = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return [decade, decade * 2, decade * 5, decade * 10];
    }
}
