using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Replies;

public sealed class GoneCallersTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogCapture _log = new();

    [Fact]
    public void A_gone_caller_is_remembered_for_a_minute_and_logged_once()
    {
        var gone = Gone();
        gone.Remember("reply_a");
        gone.Remember("reply_a");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(gone.Knows("reply_a"));
        Assert.False(gone.Knows("reply_b"));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(gone.Knows("reply_a"));
        Assert.Single(_log.Entries);
    }

    [Fact]
    public void No_more_than_200_are_remembered_and_the_oldest_is_forgotten_first()
    {
        var gone = Gone();
        for (var i = 0; i <= 200; i++)
        {
            gone.Remember($"reply_{i}");
        }

        Assert.False(gone.Knows("reply_0"));
        Assert.True(gone.Knows("reply_1"));
        Assert.True(gone.Knows("reply_200"));
    }

    [Fact]
    public void Queues_that_a_caller_makes_up_are_one_line_a_minute_in_which_all_are_counted()
    {
        using var gone = Gone();
        for (var i = 0; i < 3000; i++)
        {
            gone.Remember($"made_up_{i}");
        }

        Assert.Contains("'made_up_0'", Assert.Single(_log.Entries).Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));

        var gathered = Assert.Single(_log.Entries, entry => entry.EventId.Id == 5407);
        Assert.StartsWith("2999 more reply queues", gathered.Message, StringComparison.Ordinal);
        Assert.Contains("made_up_2999", gathered.Message, StringComparison.Ordinal);
        Assert.Equal(2, _log.Entries.Count);
    }

    public void Dispose() => _log.Dispose();

    private GoneCallers Gone() => new(_time, _log.CreateLogger("test"));
}
