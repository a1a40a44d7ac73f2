using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Tests;

/// <summary>Times by size.</summary>
public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(12_345)]
    [InlineData(987_654_321)]
    [InlineData(86_400_000_000_000)]
    public void A_time_is_known_to_within_two_percent(long nanoseconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Record(nanoseconds);

        Assert.InRange(histogram.Microseconds(0.5), nanoseconds * 0.98 / 1000, nanoseconds * 1.02 / 1000);
    }

    [Fact]
    public void Shares_are_of_all_that_was_recorded_and_added()
    {
        var fast = new LatencyHistogram();
        var slow = new LatencyHistogram();
        for (var i = 0; i < 99; i++)
        {
            fast.Record(1_000);
        }

        slow.Record(1_000_000);
        fast.Add(slow);

        Assert.Equal(100, fast.Count);
        Assert.InRange(fast.Microseconds(0.99), 0.98, 1.02);
        Assert.InRange(fast.Microseconds(0.999), 980, 1_020);
    }
}
