using System.Text.Json;
using Messaging.Benchmarks.Growth;

namespace Messaging.Benchmarks.Tests;

/// <summary>How costs grow, as it is reported.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void The_slope_is_what_one_more_costs() =>
        Assert.Equal(700, Slope.Of([(1, 5_700), (10, 12_000), (100_000, 70_005_000)]), 6);

    [Fact]
    public void A_single_point_has_no_slope() => Assert.True(double.IsNaN(Slope.Of([(1, 5)])));

    [Fact]
    public void Sizes_grow_by_tens_and_end_with_the_largest()
    {
        Assert.Equal([1, 10, 100, 500], new GrowthSetup(null, 500, _ => { }).Sizes());
        Assert.Equal([100, 1_000], new GrowthSetup(null, 1_000, _ => { }).Sizes(100));
    }

    [Fact]
    public void Studies_are_named_behind_the_option()
    {
        var arguments = GrowthArguments.Parse(["--growth", "pending,leaks", "--most", "1000"]);

        Assert.Equal(["pending", "leaks"], arguments.Studies);
        Assert.Equal(1_000, arguments.Most);
        var error = Assert.Throws<ArgumentException>(() => GrowthArguments.Parse(["--growth", "--callers", "1"]));
        Assert.Contains("--callers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_is_reported_with_its_points_and_slopes()
    {
        var study = new Doubling();
        var points = await study.RunAsync(new GrowthSetup(null, 100, _ => { })).ToListAsync(TestContext.Current.CancellationToken);

        var table = string.Join('\n', GrowthTable.Lines(study, points));
        using var stream = new MemoryStream();
        GrowthJson.Write(stream, [(study, points)]);
        using var json = JsonDocument.Parse(stream.ToArray());

        Assert.Contains("one more", table, StringComparison.Ordinal);
        var driver = json.RootElement.GetProperty("doubling")[0];
        Assert.Equal(3, driver.GetProperty("points").GetArrayLength());
        Assert.Equal(200, driver.GetProperty("points")[2].GetProperty("bytes").GetDouble());
        Assert.Equal(2, driver.GetProperty("one_more").GetProperty("bytes").GetDouble());
        Assert.Equal(JsonValueKind.Null, driver.GetProperty("one_more").GetProperty("queues").ValueKind);
    }
}
