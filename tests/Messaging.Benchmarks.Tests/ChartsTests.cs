using System.Globalization;
using System.Xml.Linq;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Reporting;
using Messaging.Benchmarks.Reporting.Drawing;

namespace Messaging.Benchmarks.Tests;

/// <summary>The pictures.</summary>
public sealed class ChartsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_has_a_line_for_each_subject_within_the_picture()
    {
        var picture = XElement.Parse(LineChart.Draw("<speed> & more", "callers",
        [
            new ChartLine("rabbit", 0, [(1, 5_560), (64, 21_084), (256, 24_478)]),
            new ChartLine("raw", 1, [(1, 7_385), (64, 31_014), (256, 37_864)]),
        ]));

        Assert.Equal(2, picture.Elements(Svg + "polyline").Count());
        var circles = picture.Elements(Svg + "circle").ToArray();
        Assert.Equal(6, circles.Length);
        Assert.All(circles, circle => Assert.InRange(double.Parse(circle.Attribute("cx")!.Value, CultureInfo.InvariantCulture), 0, 760));
        Assert.All(circles, circle => Assert.InRange(double.Parse(circle.Attribute("cy")!.Value, CultureInfo.InvariantCulture), 0, 400));
    }

    [Fact]
    public void A_single_point_can_be_drawn() =>
        Assert.DoesNotContain("NaN", LineChart.Draw("t", "x", [new ChartLine("one", 2, [(1, 10)])]), StringComparison.Ordinal);

    [Fact]
    public void Subjects_with_and_without_a_broker_have_charts_of_their_own()
    {
        var load = new Load(64, 0, 100);
        var charts = Charts.Draw(Shape.Call, [
            Medians.Row("rabbit", "raw", load, Rounds.OfAll(50), Rounds.OfAll(100)),
            Medians.Row("rabbit", "masstransit", load, Rounds.OfAll(50), Rounds.OfAll(10)),
            Medians.Row("memory", null, load, Rounds.OfAll(1_000), null)]).ToDictionary(chart => chart.Name, chart => chart.Svg);

        Assert.Single(XElement.Parse(charts["rabbit-calls-100.svg"]).Elements(Svg + "circle"));
        Assert.Single(XElement.Parse(charts["local-p50-100.svg"]).Elements(Svg + "circle"));
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(3, 4)]
    [InlineData(120, 9_000)]
    [InlineData(0.02, 0.03)]
    public void A_round_axis_has_a_tick_at_either_end(double least, double most)
    {
        var ticks = new LogScale([least, most], 0, 100, isRound: true).Ticks().ToArray();

        Assert.True(ticks[0] <= least);
        Assert.True(ticks[^1] >= most);
    }
}
