using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.Verdicts;

/// <summary>The rows are those of the page: what it says is what the table does, cell by cell.</summary>
public sealed class SendVerdictTests
{
    private static readonly string Page = DocsPage.Read("design", "what-is-sent-again.md");

    /// <summary>How a row of the page begins → the kinds that it is about, and what it says of them.</summary>
    private static readonly (string Row, SendKind[] Kinds, SendFacts Facts)[] Rows =
    [
        ("call that may run twice, and was sent again", [SendKind.Call], new(MayRunTwice: true, WasSentAgain: true)),
        ("call that may run twice", [SendKind.Call], new(MayRunTwice: true)),
        ("call that a stopping server sends back", [SendKind.HandBack], new()),
        ("call sent back", [SendKind.HandBack], new()),
        ("other call", [SendKind.Call], new()),
        ("call", [SendKind.Call], new()),
        ("cast to one server", [SendKind.Cast], new(NeedsServer: true)),
        ("cast to a topic", [SendKind.Cast], new()),
        ("cast, fanout, notification", [SendKind.Cast, SendKind.Fanout, SendKind.Notification], new()),
        ("fanout", [SendKind.Fanout], new()),
        ("notification", [SendKind.Notification], new()),
        ("reply", [SendKind.Reply], new()),
        ("cancellation", [SendKind.Cancellation], new()),
        ("copy for the dead-letter queue", [SendKind.Parked], new()),
    ];

    /// <summary>How a cell begins → what is done the first time, how often that is done, and what is done then.</summary>
    private static readonly (string Cell, SendStep First, int Times, SendStep Then)[] Cells =
    [
        ("soon, twice; the third time alone, then", SendStep.Soon, 2, SendStep.Fail),
        ("soon, 3 times", SendStep.Soon, 3, SendStep.Fail),
        ("soon", SendStep.Soon, int.MaxValue, default),
        ("at once", SendStep.AtOnce, int.MaxValue, default),
        ("again at once; 5 attempts", SendStep.AtOnce, 4, SendStep.Fail),
        ("again after `Recovery.ReconnectDelay`", SendStep.AfterDelay, int.MaxValue, default),
        ("again later, without the headers of its sender", SendStep.KeepBare, int.MaxValue, default),
        ("again later", SendStep.Keep, int.MaxValue, default),
        ("kept", SendStep.Keep, int.MaxValue, default),
        ("waits", SendStep.Wait, int.MaxValue, default),
        ("the broker is asked", SendStep.Ask, int.MaxValue, default),
        ("gone", SendStep.Drop, int.MaxValue, default),
        ("dropped", SendStep.Drop, int.MaxValue, default),
        ("fails", SendStep.Fail, int.MaxValue, default),
        ("the server is told", SendStep.Fail, int.MaxValue, default),
        ("its delivery is given back", SendStep.Fail, int.MaxValue, default),
        ("`NoServerException`", SendStep.Fail, int.MaxValue, default),
        ("`ConnectionLostException`", SendStep.Fail, int.MaxValue, default),
        ("`DeliveryException`", SendStep.Fail, int.MaxValue, default),
    ];

    [Fact]
    public void What_was_not_sent()
    {
        foreach (var (kind, facts, cells) in Table("What a failure means:"))
        {
            AssertSays(cells[1], kind, SendOutcome.NotSent, facts);
            var step = SendVerdict.Of(kind, SendOutcome.CannotBeSent, facts);
            Assert.Equal(kind == SendKind.Parked ? SendStep.KeepBare : SendVerdict.Of(kind, SendOutcome.NotSent, facts), step);
        }
    }

    [Fact]
    public void What_was_returned()
    {
        foreach (var (kind, facts, cells) in Table("Returned: no queue took it"))
        {
            AssertSays(cells[1], kind, SendOutcome.Returned, facts with { IsExpected = true });
            AssertSays(cells[2], kind, SendOutcome.Returned, facts);
        }
    }

    [Theory]
    [InlineData(false, false, SendStep.Drop)]
    [InlineData(true, true, SendStep.Soon)]
    [InlineData(true, false, SendStep.Fail)]
    public void A_fanout_that_was_returned_once_the_broker_was_asked(bool isServed, bool isMissingBriefly, object step) => Assert.Equal(
        step, SendVerdict.Of(SendKind.Fanout, SendOutcome.Returned, new(IsExpected: isMissingBriefly, IsServed: isServed)));

    [Fact]
    public void What_was_refused()
    {
        Assert.Contains($"A message is sent {SendVerdict.MaxNacks} times at the most", Page, StringComparison.Ordinal);
        foreach (var (kind, facts, cells) in Table("Refused: `basic.nack`"))
        {
            AssertSays(cells[1], kind, SendOutcome.Nacked, facts, times: SendVerdict.MaxNacks - 1);
            AssertSays(cells[2].Length == 0 ? cells[1] : cells[2], kind, SendOutcome.Nacked, facts with { Times = SendVerdict.MaxNacks });
        }
    }

    [Fact]
    public void What_was_caught_by_the_end_of_a_channel()
    {
        SendOutcome[] outcomes = [SendOutcome.ClosedForIt, SendOutcome.ClosedForAnother, SendOutcome.ClosedForOne, SendOutcome.ConnectionLost];
        foreach (var (kind, facts, cells) in Table("The channel ended"))
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                AssertSays(cells[i + 1] == "the same" ? cells[1] : cells[i + 1], kind, outcomes[i], facts);
            }
        }
    }

    [Fact]
    public void Calls_whose_replies_are_lost()
    {
        var rows = DocsPage.Table(Page, "The reply is lost");
        Assert.Equal(3, rows.Count);
        foreach (var cells in rows)
        {
            var outcome = cells[0].StartsWith("the reply queue is gone", StringComparison.Ordinal)
                ? SendOutcome.ReplyQueueGone : SendOutcome.ReplyInDoubt;
            AssertSays(cells[1], SendKind.Call, outcome, new(MayRunTwice: true));
            AssertSays(cells[2], SendKind.Call, outcome, new());
        }
    }

    [Fact]
    public void Attempts_to_send_what_has_not_left_yet()
    {
        foreach (var (row, error) in new (string, Exception)[]
        {
            ("the connection ended under", new AlreadyClosedException(new ShutdownEventArgs(ShutdownInitiator.Library, 0, "gone"))),
            ("the broker refused a declaration for something that passes", new DeliveryException("no leader", isTransient: true)),
            ("anything else", new DeliveryException("not allowed", isTransient: false)),
        })
        {
            var cell = DocsPage.Table(Page, "Not sent yet").Single(cells => cells[0].StartsWith(row, StringComparison.Ordinal))[1];
            AssertSays(cell, attempt => SendVerdict.OfAttempt(error, attempt, mayGoOn: true, hasTime: true), times: 10);
            Assert.Equal(SendStep.Fail, SendVerdict.OfAttempt(error, 1, mayGoOn: false, hasTime: false));
        }
    }

    [Fact]
    public void Nothing_is_sent_again_that_nobody_waits_for()
    {
        foreach (var kind in new[] { SendKind.Cast, SendKind.Fanout, SendKind.Notification, SendKind.Parked })
        {
            foreach (var outcome in Enum.GetValues<SendOutcome>())
            {
                Assert.Contains(
                    SendVerdict.Of(kind, outcome, new(IsOver: true, IsExpected: true, MayRunTwice: true)),
                    new[] { SendStep.Drop, kind != SendKind.Parked && outcome < SendOutcome.Returned ? SendStep.Fail : SendStep.Drop });
            }
        }
    }

    /// <summary>They are sent once, by shipments that cannot send themselves again.</summary>
    [Fact]
    public void Cancellations_and_calls_sent_back_and_copies_never_rest()
    {
        foreach (var kind in new[] { SendKind.Cancellation, SendKind.HandBack, SendKind.Parked })
        {
            Assert.All(
                Enum.GetValues<SendOutcome>().Where(outcome => outcome < SendOutcome.ReplyQueueGone),
                outcome => Assert.DoesNotContain(SendVerdict.Of(kind, outcome, new(IsExpected: true)), new[] { SendStep.Soon, SendStep.AtOnce }));
        }
    }

    /// <summary>The rows of a table in which every kind has its row.</summary>
    private static List<(SendKind Kind, SendFacts Facts, string[] Cells)> Table(string heading)
    {
        var found = new List<(SendKind, SendFacts, string[])>();
        foreach (var cells in DocsPage.Table(Page, heading))
        {
            var (row, kinds, facts) = Rows.FirstOrDefault(known => cells[0].StartsWith(known.Row, StringComparison.Ordinal));
            Assert.True(row is not null, $"Which kinds are meant by '{cells[0]}'?");
            found.AddRange(kinds.Select(kind => (kind, facts with { Times = 1 }, cells)));
        }

        Assert.Equal(Enum.GetValues<SendKind>(), found.Select(row => row.Item1).Distinct().Order());
        return found;
    }

    private static void AssertSays(string cell, SendKind kind, SendOutcome outcome, SendFacts facts, int times = 5) => AssertSays(
        cell, time => SendVerdict.Of(kind, outcome, facts.Times == 1 ? facts with { Times = time } : facts), times);

    private static void AssertSays(string cell, Func<int, SendStep> judge, int times)
    {
        var (phrase, first, often, then) = Cells.FirstOrDefault(known => cell.StartsWith(known.Cell, StringComparison.Ordinal));
        Assert.True(phrase is not null, $"What is done when the page says '{cell}'?");
        for (var time = 1; time <= times; time++)
        {
            Assert.True(judge(time) == (time <= often ? first : then), $"The page says '{cell}', but the {time}. time it is {judge(time)}.");
        }
    }
}
