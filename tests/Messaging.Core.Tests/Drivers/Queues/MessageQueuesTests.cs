using System.Text;
using Messaging.Drivers;
using Messaging.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Core.Tests.Drivers.Queues;

public sealed class MessageQueuesTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _dropped = [];
    private int _waiting;

    [Fact]
    public async Task Messages_without_an_ending_go_back_in_their_order()
    {
        var queues = Create();
        var first = new Hands();
        await using (Listen(queues, first, prefetch: 3))
        {
            AddAll(queues, "a", "b", "c", "d");
            first.Got[1].Message.Acknowledge();
        }

        var second = new Hands();
        await using var listener = Listen(queues, second);

        Assert.Equal(["a", "b", "c", "d"], first.Texts);
        Assert.Equal(["a", "c", "d"], second.Texts);
        Assert.All(second.Got, got => Assert.Equal((true, 2), (got.Message.Redelivered, got.Message.DeliveryCount)));
    }

    [Fact]
    public async Task Who_had_a_message_cannot_end_it_again_when_another_has_it()
    {
        var queues = Create();
        var hands = new Hands();
        await using var listener = Listen(queues, hands);
        AddAll(queues, "a");
        var (first, _) = hands.Got[0];

        first.Requeue();
        first.Acknowledge();
        first.Reject("late");
        hands.Got[1].Message.Requeue();

        Assert.Equal(["a", "a", "a"], hands.Texts);
        Assert.Equal([1, 2, 3], hands.Got.Select(got => got.Message.DeliveryCount));
        Assert.False(first.Redelivered);
        Assert.Empty(_dropped);
    }

    [Fact]
    public async Task A_full_queue_takes_no_message_but_those_that_come_back()
    {
        var queues = Create(maxMessages: 2);
        var hands = new Hands();
        await using (Listen(queues, hands, prefetch: 1))
        {
            AddAll(queues, "a", "b", "c");
            Assert.False(Queue(queues).TryAdd(Write("d")));
        }

        Assert.Equal(["a"], hands.Texts);
        Assert.Equal((0, 3), Queue(queues).Counts);
        Assert.Equal(3, _waiting);
    }

    [Fact]
    public async Task A_queue_with_enough_bytes_takes_no_message()
    {
        var queues = Create(maxBytes: 4);
        await using (Listen(queues, new Hands()))
        {
        }

        AddAll(queues, "1234", "5");

        Assert.False(Queue(queues).TryAdd(Write("")));
    }

    [Fact]
    public async Task An_expired_message_is_handed_to_nobody()
    {
        var queues = Create();
        await using (Listen(queues, new Hands()))
        {
        }

        Queue(queues).TryAdd(Write("a", TimeSpan.FromSeconds(1)));
        Queue(queues).TryAdd(Write("b", TimeSpan.FromSeconds(3)));
        _time.Advance(TimeSpan.FromSeconds(2));
        var hands = new Hands();
        await using var listener = Listen(queues, hands);

        Assert.Equal(["b"], hands.Texts);
        Assert.Equal(TimeSpan.FromSeconds(1), hands.Got[0].Message.TimeToLive);
        Assert.Equal(0, _waiting);
    }

    [Fact]
    public async Task A_fanout_comes_to_every_listener_that_has_room_in_any_exchange()
    {
        var queues = Create(maxMessages: 1);
        var (one, other, full) = (new Hands(), new Hands(), new Hands());
        await using var first = Listen(queues, one, exchange: "x", server: "1");
        await using var second = Listen(queues, other, exchange: "y", server: "2");
        await using var third = Listen(queues, full, prefetch: 1, server: "3");

        Assert.True(queues.TryAddFanout("t", Write("a")));
        Assert.True(queues.TryAddFanout("t", Write("b")));
        Assert.False(queues.TryAddFanout("t", Write("c")));
        Assert.True(queues.TryAddFanout("u", Write("d")));
        queues.Cancel("t", new CallCancel(new MessageId(1, 2)));

        var id = new MessageId(1, 2).ToString();
        Assert.Equal(["a", "b", "c", id], one.Texts);
        Assert.Equal(["a", "b", "c", id], other.Texts);
        Assert.Equal(["a", id], full.Texts);
        Assert.Equal(0, _waiting);
    }

    [Fact]
    public async Task What_is_too_large_or_rejected_is_dropped_and_told()
    {
        var queues = Create();
        var hands = new Hands();
        await using var listener = Listen(queues, hands);
        AddAll(queues, new string('x', 101), "a");

        hands.Got[0].Message.Reject("no");

        Assert.Equal(["t: it has 101 bytes, and no more than 100 are accepted (TransportOptions.MaxMessageSize)", "t: no"], _dropped);
        Assert.Equal((1, 0), Queue(queues).Counts);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_is_handed_to_nobody_and_only_its_sender_can_do_that()
    {
        var queues = Create();
        await using (Listen(queues, new Hands()))
        {
        }

        Queue(queues).TryAdd(Write("mine", call: 1, replyTo: "me"));
        Queue(queues).TryAdd(Write("kept", call: 2, replyTo: "me"));
        queues.Cancel("t", new CallCancel(new MessageId(0, 1), "me"));
        queues.Cancel("t", new CallCancel(new MessageId(0, 2), "another"));
        queues.Cancel("u", new CallCancel(new MessageId(0, 3), "me"));
        var hands = new Hands();
        await using var listener = Listen(queues, hands);

        Assert.Equal(["kept"], hands.Texts);
        Assert.Equal(0, _waiting);
    }

    [Fact]
    public async Task Calls_that_are_cancelled_leave_the_queue_before_their_turn_once_they_are_many()
    {
        var queues = Create(maxMessages: 200);
        await using (Listen(queues, new Hands()))
        {
        }

        for (ulong i = 0; i < 200; i++)
        {
            Assert.True(Queue(queues).TryAdd(Write("a", call: i, replyTo: "me")));
        }

        Assert.False(Queue(queues).TryAdd(Write("b")));
        for (ulong i = 0; i < 150; i++)
        {
            queues.Cancel("t", new CallCancel(new MessageId(0, i), "me"));
        }

        Assert.InRange(Queue(queues).Counts.Waiting, 50, 100);
        Assert.Equal(_waiting, Queue(queues).Counts.Waiting);
        Assert.True(Queue(queues).TryAdd(Write("b")));
    }

    [Fact]
    public async Task What_is_abandoned_is_handed_to_nobody()
    {
        var queues = Create();
        var hands = new Hands();
        await using (Listen(queues, new Hands()))
        {
        }

        var letters = Enumerable.Range(0, 100).Select(i => Write($"{i}")).ToArray();
        Assert.All(letters, letter => Assert.True(Queue(queues).TryAdd(letter)));
        letters[0].Abandon();
        letters[2].Abandon();
        queues.CountAbandoned(2);
        Assert.Equal(100, Queue(queues).Counts.Waiting);
        await using var listener = Listen(queues, hands, prefetch: 2);

        Assert.Equal(["1", "3"], hands.Texts);
        Assert.All(letters[4..], letter => letter.Abandon());
        queues.CountAbandoned(96);
        Assert.Equal((0, 0), (Queue(queues).Counts.Waiting, _waiting));
        Assert.Equal(98, letters.Count(letter => letter.WasDiscarded));
    }

    [Fact]
    public async Task What_its_driver_holds_lets_others_pass_and_comes_back_first()
    {
        var queues = Create();
        var hands = new Hands();
        await using var listener = Listen(queues, hands, prefetch: 1);
        AddAll(queues, "running");
        List<QueuedMessage> held = [];
        Queue(queues).TryAdd(Write("held 1", hold: held));
        Queue(queues).TryAdd(Write("held 2", hold: held));
        AddAll(queues, "a", "b", "c");

        hands.Got[0].Message.Acknowledge();
        hands.Got[1].Message.Acknowledge();
        Assert.Equal(["running", "a", "b"], hands.Texts);
        Assert.Equal((2, 1), (held.Count, Queue(queues).Counts.Waiting));
        QueuedMessage[] back = [.. held];
        held.Clear();
        foreach (var letter in back.Cast<Letter>())
        {
            letter.Hold = null;
        }

        Queue(queues).Restore(back);
        for (var i = 2; i < 5; i++)
        {
            hands.Got[i].Message.Acknowledge();
        }

        Assert.Equal(["running", "a", "b", "held 1", "held 2", "c"], hands.Texts);
        Assert.Equal(0, _waiting);
    }

    private static MessageQueue Queue(MessageQueues queues) => queues.Find("openstack", "t", null)!;

    private MessageQueues Create(int maxMessages = int.MaxValue, long maxBytes = long.MaxValue) =>
        new(_time, maxMessages, maxBytes, change => _waiting += change);

    private IListener Listen(MessageQueues queues, Hands hands, int prefetch = 10, string? exchange = null, string server = "s") => queues.Listen(
        new Target { Exchange = exchange, Topic = "t", Server = server },
        new ListenOptions { Prefetch = prefetch },
        hands,
        new DriverContext
        {
            LoggerFactory = NullLoggerFactory.Instance,
            TimeProvider = _time,
            ControlExchange = "openstack",
            MaxMessageSize = 100,
        },
        (queue, reason) => _dropped.Add($"{queue}: {reason}"));

    private void AddAll(MessageQueues queues, params string[] texts) =>
        Assert.All(texts, text => Assert.True(Queue(queues).TryAdd(Write(text))));

    private Letter Write(string text, TimeSpan? life = null, ulong? call = null, string? replyTo = null, List<QueuedMessage>? hold = null)
    {
        var body = MessageBuffer.Rent();
        body.Write(Encoding.UTF8.GetBytes(text));
        return new Letter(body, new Deadline(_time, life ?? Timeout.InfiniteTimeSpan), call is { } id ? new MessageId(0, id) : null, replyTo) { Hold = hold };
    }
}
