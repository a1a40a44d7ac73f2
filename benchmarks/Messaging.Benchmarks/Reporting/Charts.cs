using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Reporting.Drawing;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Reporting;

/// <summary>Rows as charts: those over a broker and those without, a file for each figure.</summary>
internal static class Charts
{
    private static readonly (string File, string Title, Func<Sample, double?> Read)[] Figures =
    [
        ("calls", "{0} a second", sample => sample.CallsPerSecond),
        ("p50", "µs for half of the {0}", sample => sample.P50),
        ("p99", "µs for 99 % of the {0}", sample => sample.P99),
        ("cpu", "µs of processor time for one of the {0}", sample => sample.Cpu),
        ("bytes", "bytes allocated for one of the {0}", sample => sample.Bytes),
    ];

    public static async Task WriteAsync(string folder, Shape shape, IReadOnlyList<Row> rows)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, svg) in Draw(shape, rows))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), svg);
        }
    }

    /// <summary>The names of the files, and what is in them.</summary>
    public static IEnumerable<(string Name, string Svg)> Draw(Shape shape, IReadOnlyList<Row> rows) =>
        from family in rows.GroupBy(row => (SubjectCatalog.Find(row.Subject).NeedsBroker, row.Load.Payload, IsOpen: row.Load.Rate > 0))
        from figure in Figures
        let lines = Lines(family, figure.Read)
        where lines.Length > 0
        let place = family.Key.NeedsBroker ? "over RabbitMQ" : "without a broker"
        let title = $"{string.Format(null, figure.Title, Plural(shape))}, {place}, {family.Key.Payload:N0} bytes"
        select (
            $"{(family.Key.NeedsBroker ? "rabbit" : "local")}-{NameOf(shape, family.Key.IsOpen)}{figure.File}-{family.Key.Payload}.svg",
            LineChart.Draw(title, family.Key.IsOpen ? "calls started in a second" : "callers", lines));

    private static ChartLine[] Lines(IEnumerable<Row> rows, Func<Sample, double?> read) =>
    [
        .. from subject in rows.GroupBy(row => row.Subject)
           let points = subject.DistinctBy(row => row.Load)
               .Select(row => (X: (double)(row.Load.Callers + row.Load.Rate), Y: read(row.Median) ?? 0))
               .Where(point => point.Y > 0)
               .ToArray()
           where points.Length > 0
           select new ChartLine(subject.Key, SubjectCatalog.IndexOf(subject.Key), points),
    ];

    private static string NameOf(Shape shape, bool isOpen) => (isOpen ? "open-" : "") + (shape == Shape.Call ? "" : $"{shape.Word()}-");

    private static string Plural(Shape shape) => shape switch
    {
        Shape.Call => "calls",
        Shape.Cast => "casts",
        Shape.CastUnconfirmed => "unconfirmed casts",
        _ => "fanouts",
    };
}
