using System.Text.Json;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Reporting;

namespace Messaging.Benchmarks.Tests;

/// <summary>The file that other programs read.</summary>
public sealed class JsonReportTests
{
    private static readonly string[] Numbers = ["callers", "payload", "calls_per_s", "p50_us", "p99_us", "bytes_per_call", "ratio"];

    [Fact]
    public void Each_row_has_a_twin_and_numbers()
    {
        var load = new Load(64, 0, 100);
        using var report = Write(
            Medians.Row("rabbit", "raw", load, Rounds.OfAll(50), Rounds.OfAll(100)),
            Medians.Row("raw", null, load, Rounds.OfAll(100), null));

        var row = Assert.Single(report.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal("rabbit", row.GetProperty("subject").GetString());
        Assert.Equal("raw", row.GetProperty("twin").GetString());
        Assert.All(Numbers, name => Assert.Equal(JsonValueKind.Number, row.GetProperty(name).ValueKind));
        Assert.Equal(0.5, row.GetProperty("ratio").GetDouble());
        Assert.Equal(64, row.GetProperty("callers").GetInt32());
        Assert.Equal("raw", Assert.Single(report.RootElement.GetProperty("alone").EnumerateArray()).GetProperty("subject").GetString());
    }

    [Fact]
    public void What_is_not_known_is_null()
    {
        using var report = Write(Medians.Row("libzmq", null, new Load(1, 0, 100), [Rounds.Of(1) with { Bytes = null }], null));

        var row = Assert.Single(report.RootElement.GetProperty("alone").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("bytes_per_call").ValueKind);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("ratio").ValueKind);
    }

    private static JsonDocument Write(params Row[] rows)
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, new Arguments(), rows);
        return JsonDocument.Parse(stream.ToArray());
    }
}
