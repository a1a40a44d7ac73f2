using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.Drivers.Rabbit.Verdicts;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Replies;

/// <summary>The bounds of what is kept. That a reply arrives in the end is seen on a broker.</summary>
public sealed class MissingCallersTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogCapture _log = new();
    private readonly GoneCallers _gone;
    private readonly DeadlineWheel _wheel;
    private readonly MissingCallers _missing;

    public MissingCallersTests()
    {
        _gone = new GoneCallers(_time, _log.CreateLogger("test"));
        _wheel = new DeadlineWheel(_time);
        _missing = Missing(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Replies_wait_together_for_their_caller_and_others_are_sent()
    {
        Assert.False(_missing.TryJoin(Reply("reply_a")));
        _missing.Add(Reply("reply_a"));
        Assert.True(_missing.TryJoin(Reply("reply_a")));
        Assert.False(_missing.TryJoin(Reply("reply_b")));
        Assert.Equal(2, _missing.Count);
        Assert.False(_gone.Knows("reply_a"));
    }

    [Fact]
    public void A_reply_is_kept_no_longer_than_its_call_waits_and_its_caller_is_not_called_gone()
    {
        _missing.Add(Reply("reply_a", seconds: 0.1));
        _time.Advance(TimeSpan.FromSeconds(0.3));
        Assert.Equal(0, _missing.Count);
        Assert.False(_gone.Knows("reply_a"));
        Assert.False(_missing.TryJoin(Reply("reply_a")));
    }

    [Fact]
    public void A_caller_that_is_missing_for_the_whole_time_is_gone()
    {
        var missing = Missing(TimeSpan.FromSeconds(0.2));
        missing.Add(Reply("reply_a", seconds: 3600));
        _time.Advance(TimeSpan.FromSeconds(0.3));
        Assert.Equal(0, missing.Count);
        Assert.True(_gone.Knows("reply_a"));
    }

    [Fact]
    public void Without_patience_a_caller_is_gone_at_once()
    {
        var missing = Missing(TimeSpan.Zero);
        missing.Add(Reply("reply_a"));
        Assert.Equal(0, missing.Count);
        Assert.True(_gone.Knows("reply_a"));
    }

    [Fact]
    public void No_more_than_1000_replies_are_kept_and_that_is_said_once()
    {
        for (var i = 0; i < 1100; i++)
        {
            _missing.Add(Reply($"reply_{i % 7}"));
        }

        Assert.Equal(1000, _missing.Count);
        Assert.Single(_log.Entries, e => e.EventId.Id == 5405);
    }

    [Fact]
    public void No_more_than_64_MiB_are_kept()
    {
        for (var i = 0; i < 9; i++)
        {
            _missing.Add(Reply("reply_a", size: 8 * 1024 * 1024));
        }

        Assert.Equal(8, _missing.Count);
        Assert.Single(_log.Entries, e => e.EventId.Id == 5405);
    }

    [Fact]
    public void The_more_bytes_wait_the_less_often_their_queues_are_looked_for()
    {
        var few = _missing.Pause;
        _missing.Add(Reply("reply_a"));
        Assert.Equal(few, _missing.Pause);
        for (var i = 0; i < 4; i++)
        {
            _missing.Add(Reply($"reply_{i}", size: 8 * 1024 * 1024));
        }

        Assert.InRange(_missing.Pause, few * 8, few * 9);
    }

    [Fact]
    public void Once_disposed_nothing_is_kept()
    {
        _missing.Add(Reply("reply_a"));
        _missing.Dispose();
        _missing.Add(Reply("reply_a"));
        Assert.Equal(0, _missing.Count);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.False(_gone.Knows("reply_a"));
    }

    [Fact]
    public void Replies_that_the_broker_refuses_are_one_line_a_minute_in_which_all_are_counted()
    {
        for (var i = 0; i < 100; i++)
        {
            _missing.OnRefused(Reply($"reply_{i}"), new ChannelEnd("406 PRECONDITION_FAILED", IsRefusal: true));
        }

        Assert.Single(_log.Entries);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains(
            "did not accept 99 more replies", Assert.Single(_log.Entries, entry => entry.EventId.Id == 5408).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _missing.Dispose();
        _wheel.Dispose();
        _log.Dispose();
    }

    private MissingCallers Missing(TimeSpan patience) => new(patience, _gone, _wheel, _time, _log.CreateLogger("test"));

    /// <summary>A reply that is never sent, for want of a publisher.</summary>
    private ReplyShipment Reply(string replyTo, double seconds = 60, int size = 10) => new(
        new Route(null, replyTo), new byte[size], mandatory: true, new Deadline(_time, TimeSpan.FromSeconds(seconds)), null!, _missing);
}
