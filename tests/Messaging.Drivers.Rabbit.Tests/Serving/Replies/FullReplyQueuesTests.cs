using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Serving.Replies;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Replies;

/// <summary>The bounds of the replies that full queues did not take, and how often they are tried again.</summary>
public sealed class FullReplyQueuesTests : IDisposable
{
    private const int Large = 4 * 1024 * 1024;
    private readonly ManualTimeProvider _time = new();
    private readonly LogCapture _log = new();
    private readonly FullReplyQueues _full;

    public FullReplyQueuesTests() => _full = new FullReplyQueues(_time, _log.CreateLogger("test"));

    [Fact]
    public void The_more_bytes_a_queue_did_not_take_the_less_often_it_is_tried()
    {
        var small = Reply("reply_a", 10);
        Assert.True(_full.TryKeep(small));
        var often = _full.PauseOf(small);
        Assert.True(_full.TryKeep(Reply("reply_a", Large)));
        Assert.True(_full.TryKeep(Reply("reply_a", Large)));

        var other = Reply("reply_b", 10);
        Assert.True(_full.TryKeep(other));

        Assert.InRange(_full.PauseOf(small), often * 8, often * 9);
        Assert.Equal(often, _full.PauseOf(other));
    }

    [Fact]
    public void No_more_than_16_MiB_of_a_queue_and_64_MiB_of_all_are_kept()
    {
        foreach (var queue in new[] { "a", "b", "c", "d" })
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.True(_full.TryKeep(Reply(queue, Large)));
            }

            Assert.False(_full.TryKeep(Reply(queue, 1)));
        }

        Assert.False(_full.TryKeep(Reply("e", 1)));
        Assert.Equal(16L * Large, _full.Bytes);
    }

    [Fact]
    public void What_is_released_leaves_room_and_is_tried_often_again()
    {
        var kept = Reply("reply_a", Large);
        Assert.True(_full.TryKeep(kept));
        var seldom = _full.PauseOf(kept);
        _full.Release(kept);

        var next = Reply("reply_a", 10);
        Assert.True(_full.TryKeep(next));
        Assert.True(_full.PauseOf(next) < seldom);
        Assert.Equal(10, _full.Bytes);
    }

    public void Dispose()
    {
        _full.Dispose();
        _log.Dispose();
    }

    /// <summary>A reply that is never sent, for want of a publisher.</summary>
    private ReplyShipment Reply(string replyTo, int size) => new(
        new Route(null, replyTo), new byte[size], mandatory: true, new Deadline(_time, TimeSpan.FromMinutes(1)), null!, null!);
}
