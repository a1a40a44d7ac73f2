using Messaging.Drivers;
using Messaging.TestKit;

namespace Messaging.Core.Tests.Drivers;

public sealed class LogThrottleTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _said = [];
    private readonly LogThrottle _throttle;

    public LogThrottleTests() => _throttle = new LogThrottle(_clock, (count, text) => _said.Add($"{count}: {text}"));

    public void Dispose() => _throttle.Dispose();

    [Fact]
    public void The_first_is_said_at_once_and_the_others_together_a_minute_later()
    {
        Assert.True(_throttle.IsNews("no greeting", "a"));
        Assert.False(_throttle.IsNews("no greeting", "b"));
        Assert.False(_throttle.IsNews("wrong password", "c"));
        Assert.False(_throttle.IsNews("no greeting", "d"));
        Assert.Empty(_said);

        _clock.Advance(Minute);

        Assert.Equal(["3: 2 × no greeting (the last: d); 1 × wrong password (the last: c)"], _said);
    }

    [Fact]
    public void It_is_one_line_a_minute_however_long_it_lasts()
    {
        var lines = 0;
        for (var second = 0; second < 600; second++)
        {
            lines += _throttle.IsNews("again", "x") ? 1 : 0;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, lines);
        Assert.Equal(["59", "60", "60", "60", "60", "60", "60", "60", "60", "60"], _said.Select(said => said.Split(':')[0]));
    }

    [Fact]
    public void After_a_quiet_minute_the_next_one_is_said_at_once()
    {
        _throttle.IsNews("again", "x");
        _throttle.IsNews("again", "x");
        _clock.Advance(Minute);

        Assert.False(_throttle.IsNews("again", "x"));
        _clock.Advance(Minute);
        _clock.Advance(Minute);

        Assert.True(_throttle.IsNews("again", "x"));
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public void What_is_kept_is_bounded_and_nothing_is_left_uncounted()
    {
        _throttle.IsNews("first", "x");
        for (var i = 0; i < 10_000; i++)
        {
            _throttle.IsNews($"{i} {new string('k', 1000)}", new string('w', 100_000));
        }

        _clock.Advance(Minute);

        var said = Assert.Single(_said);
        Assert.StartsWith("10000: ", said, StringComparison.Ordinal);
        Assert.EndsWith("; 9992 × for other reasons", said, StringComparison.Ordinal);
        Assert.InRange(said.Length, 100, 5_000);
    }

    [Fact]
    public void The_end_says_what_was_gathered_and_leaves_no_timer()
    {
        _throttle.IsNews("again", "x");
        _throttle.IsNews("again", "y");

        _throttle.Dispose();
        _throttle.Dispose();

        Assert.Equal(["1: 1 × again (the last: y)"], _said);
        Assert.Equal(0, _clock.ArmedTimers);
        Assert.True(_throttle.IsNews("again", "z"));
        _clock.Advance(Minute);
        Assert.Single(_said);
    }

    [Fact]
    public async Task Whatever_comes_at_once_is_counted_once()
    {
        var news = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Interlocked.Add(ref news, _throttle.IsNews("again", "x") ? 1 : 0);
            }
        })));
        _clock.Advance(Minute);

        Assert.Equal(1, news);
        Assert.Equal("7999", Assert.Single(_said).Split(':')[0]);
    }
}
