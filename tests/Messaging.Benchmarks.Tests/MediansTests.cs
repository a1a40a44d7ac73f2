using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Tests;

/// <summary>Rows of rounds.</summary>
public sealed class MediansTests
{
    private static readonly Load Load = new(64, 0, 100);

    [Fact]
    public void A_ratio_is_the_median_of_the_ratios_of_the_turns()
    {
        // The machine stood still in the last turn: both had little of it, and the ratio of that turn is as good as the others.
        var row = Medians.Row("rabbit", "raw", Load, Rounds.OfAll(110, 100, 12), Rounds.OfAll(100, 100, 10));

        Assert.Equal(1.1, row.Ratio!.Value, 6);
        Assert.Equal(1 / 1.1, row.RatioP50!.Value, 6);
    }

    [Fact]
    public void The_spread_is_the_distance_of_the_extremes_as_a_share_of_the_median() =>
        Assert.Equal(0.2, Medians.Row("rabbit", null, Load, Rounds.OfAll(90, 100, 110), null).Spread, 6);

    [Fact]
    public void An_even_number_of_rounds_has_its_median_between_the_two_in_the_middle() =>
        Assert.Equal(25, Medians.Of([10, 20, 30, 40]));

    [Fact]
    public void What_a_round_does_not_know_the_row_does_not_know()
    {
        var row = Medians.Row("libzmq", null, Load, [Rounds.Of(100), Rounds.Of(100) with { Bytes = null, Collections = null }], null);

        Assert.Null(row.Median.Bytes);
        Assert.Null(row.Median.Collections);
        Assert.Equal(7, row.Median.BrokerCpu);
    }
}
