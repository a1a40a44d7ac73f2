using System.Globalization;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Reporting;

/// <summary>Rows as an aligned table: a subject's figures once, and a line more for each further twin with the ratios to that.</summary>
internal static class RowTable
{
    private static readonly string[] Head =
    [
        "subject", "callers", "payload", "calls/s", "±", "p50 µs", "p99 µs", "p99.9 µs", "CPU µs", "client", "server", "broker µs", "bytes",
        "GC 0/1/2", "twin", "ratio", "p50 ratio",
    ];

    public static IEnumerable<string> Lines(IReadOnlyList<Row> rows)
    {
        string[][] cells = [Head, .. rows.Select((row, i) => Cells(row, isFurther: i > 0 && IsSame(row, rows[i - 1])))];
        var widths = Head.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        return cells.Select(row => string.Join("  ", row.Select(Pad)).TrimEnd());

        string Pad(string cell, int column) =>
            Head[column] is "subject" or "twin" ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    private static bool IsSame(Row one, Row other) => one.Subject == other.Subject && one.Load == other.Load;

    private static string[] Cells(Row row, bool isFurther) =>
    [
        .. isFurther ? Enumerable.Repeat("", Head.Length - 3) : Figures(row),
        row.Twin ?? "-",
        Text(row.Ratio, "N2"),
        Text(row.RatioP50, "N2"),
    ];

    private static string[] Figures(Row row) =>
    [
        row.Subject,
        row.Load.Rate > 0 ? $"{Text(row.Load.Rate, "N0")}/s" : Text(row.Load.Callers, "N0"),
        Text(row.Load.Payload, "N0"),
        Text(row.Median.CallsPerSecond, "N0"),
        Text(row.Spread * 50, "N0") + "%",
        Text(row.Median.P50, "N1"),
        Text(row.Median.P99, "N1"),
        Text(row.Median.P999, "N1"),
        Text(row.Median.Cpu, "N1"),
        Text(row.Median.ClientCpu, "N1"),
        Text(row.Median.ServerCpu, "N1"),
        Text(row.Median.BrokerCpu, "N1"),
        Text(row.Median.Bytes, "N0"),
        row.Median.Collections is { } counts ? string.Join('/', counts) : "-",
    ];

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
