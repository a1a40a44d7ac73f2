using System.Globalization;

namespace Messaging.Benchmarks.Growth;

/// <summary>A study's points as an aligned table, a driver after the other, each with its slopes.</summary>
internal static class GrowthTable
{
    public static IEnumerable<string> Lines(IGrowthStudy study, IReadOnlyList<GrowthPoint> points)
    {
        string[][] cells =
        [
            ["driver", study.Unit, .. study.Columns],
            .. points.GroupBy(point => point.Driver).SelectMany(driver => Cells(study, [.. driver])),
        ];
        var widths = cells[0].Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        return
        [
            "",
            .. cells.Select(row => string.Join("  ", row.Select(
                (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))),
        ];
    }

    /// <summary>What one more costs, for each column.</summary>
    public static IEnumerable<double> Slopes(IGrowthStudy study, IReadOnlyList<GrowthPoint> points) =>
        study.Columns.Select((_, column) => Slope.Of([.. points.Select(point => ((double)point.Size, point.Values[column]))]));

    private static IEnumerable<string[]> Cells(IGrowthStudy study, IReadOnlyList<GrowthPoint> points) =>
    [
        .. points.Select(point => (string[])[point.Driver, Text(point.Size), .. point.Values.Select(Text)]),
        [points[0].Driver, "one more", .. Slopes(study, points).Select(Text)],
    ];

    private static string Text(double value) => double.IsNaN(value)
        ? "-"
        : value.ToString(Math.Abs(value) >= 100 || value == Math.Round(value) ? "N0" : "0.#####", CultureInfo.InvariantCulture);
}
