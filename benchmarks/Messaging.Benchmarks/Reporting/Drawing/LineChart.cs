using System.Globalization;
using System.Security;
using System.Text;

namespace Messaging.Benchmarks.Reporting.Drawing;

/// <summary>Lines on two logarithmic axes, as SVG.</summary>
internal static class LineChart
{
    private const int Width = 760;
    private const int Height = 400;
    private const int Left = 70;
    private const int Right = 620;
    private const int Top = 40;
    private const int Bottom = 350;
    private static readonly string[] Colors =
        ["#57606a", "#1f6feb", "#d1242f", "#9a6700", "#1a7f37", "#8250df", "#0a7ea4", "#bf3989", "#e16f24", "#2da44e"];

    /// <param name="title">What it shows.</param>
    /// <param name="xTitle">What goes to the right.</param>
    /// <param name="lines">The lines; their values are above zero.</param>
    public static string Draw(string title, string xTitle, IReadOnlyList<ChartLine> lines)
    {
        var points = lines.SelectMany(line => line.Points).ToArray();
        var x = new LogScale([.. points.Select(point => point.X)], Left, Right);
        var y = new LogScale([.. points.Select(point => point.Y)], Bottom, Top, isRound: true);
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" """));
        svg.AppendLine(Invariant($"""height="{Height}" font-family="sans-serif" font-size="12" fill="#24292f">"""));
        svg.AppendLine("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        Text(svg, Left, 24, "start", title, size: 15);
        Text(svg, (Left + Right) / 2.0, Height - 12, "middle", xTitle);
        foreach (var tick in y.Ticks())
        {
            Rule(svg, Left, y.Place(tick), Right, y.Place(tick));
            Text(svg, Left - 8, y.Place(tick) + 4, "end", Number(tick));
        }

        foreach (var value in points.Select(point => point.X).Distinct())
        {
            Rule(svg, x.Place(value), Top, x.Place(value), Bottom);
            Text(svg, x.Place(value), Bottom + 18, "middle", Number(value));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var color = Colors[lines[i].Color % Colors.Length];
            Line(svg, lines[i], x, y, color);
            Text(svg, Right + 34, Top + 14 + (i * 20), "start", lines[i].Name);
            svg.AppendLine(Invariant($"""<rect x="{Right + 16}" y="{Top + 5 + (i * 20)}" width="11" height="11" fill="{color}"/>"""));
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void Line(StringBuilder svg, ChartLine line, LogScale x, LogScale y, string color)
    {
        var places = line.Points.Select(point => Invariant($"{x.Place(point.X):F1},{y.Place(point.Y):F1}")).ToArray();
        svg.AppendLine($"""<polyline points="{string.Join(' ', places)}" fill="none" stroke="{color}" stroke-width="2"/>""");
        foreach (var (at, value) in line.Points)
        {
            svg.Append(Invariant($"""<circle cx="{x.Place(at):F1}" cy="{y.Place(value):F1}" r="3" fill="{color}">"""));
            svg.AppendLine($"<title>{Escape(line.Name)}, {Number(at)}: {Number(value)}</title></circle>");
        }
    }

    private static void Rule(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.AppendLine(Invariant($"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="#d0d7de"/>"""));

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, int size = 12) =>
        svg.AppendLine(Invariant($"""<text x="{x:F1}" y="{y:F1}" text-anchor="{anchor}" font-size="{size}">{Escape(text)}</text>"""));

    private static string Number(double value) => value.ToString(value < 10 ? "0.##" : "N0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
