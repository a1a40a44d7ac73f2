using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Diagnostics;

public sealed class OutageNewsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly OutageNews _news;

    public OutageNewsTests() => _news = new OutageNews(_time);

    [Fact]
    public void A_night_of_one_failure_every_3_seconds_is_told_once_a_minute_at_most()
    {
        var said = 0;
        for (var attempt = 0; attempt < 12 * 60 * 20; attempt++)
        {
            said += _news.IsNews("refused") ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.InRange(said, 600, 12 * 60 + 4);
    }

    [Fact]
    public void The_first_failure_and_each_new_reason_are_told_at_once_and_old_ones_not()
    {
        Assert.True(_news.IsNews("refused"));
        Assert.False(_news.IsNews("refused"));
        Assert.True(_news.IsNews("no route"));
        Assert.False(_news.IsNews("refused"));
        Assert.False(_news.IsNews("no route"));
    }

    [Fact]
    public void The_end_says_how_long_it_was_and_the_next_outage_is_told_anew()
    {
        _news.Begin();
        _time.Advance(TimeSpan.FromSeconds(61.5));
        _news.IsNews("refused");
        _news.IsNews("refused");

        Assert.Equal(" after 61.5 s without (2 failed attempts)", _news.End());
        Assert.Equal("", _news.End());
        Assert.True(_news.IsNews("refused"));
    }
}
