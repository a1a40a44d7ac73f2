using System.Globalization;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Reporting;

/// <summary>Rows as an aligned table.</summary>
internal static class RowTable
{
    private static readonly string[] Head =
    [
        "subject", "callers", "payload", "calls/s", "±", "p50 µs", "p99 µs", "p99.9 µs", "CPU µs", "broker µs", "bytes", "GC 0/1/2",
        "ratio", "p50 ratio",
    ];

    public static IEnumerable<string> Lines(IEnumerable<Row> rows)
    {
        string[][] cells = [Head, .. rows.Select(Cells)];
        var widths = Head.Select((_, column) => cells.Max(row => row[column].Length)).ToArray();
        return cells.Select(row => string.Join("  ", row.Select(Pad)));

        string Pad(string cell, int column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    private static string[] Cells(Row row) =>
    [
        row.Subject,
        Text(row.Callers, "N0"),
        Text(row.Payload, "N0"),
        Text(row.Median.CallsPerSecond, "N0"),
        Text(row.Spread * 50, "N0") + "%",
        Text(row.Median.P50, "N1"),
        Text(row.Median.P99, "N1"),
        Text(row.Median.P999, "N1"),
        Text(row.Median.Cpu, "N1"),
        Text(row.Median.BrokerCpu, "N1"),
        Text(row.Median.Bytes, "N0"),
        string.Join('/', row.Median.Collections),
        Text(row.Ratio, "N2"),
        Text(row.RatioP50, "N2"),
    ];

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
