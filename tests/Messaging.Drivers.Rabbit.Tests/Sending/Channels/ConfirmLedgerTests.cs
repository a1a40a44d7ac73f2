using System.Text;
using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Tests.Sending.Messages;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Channels;

public sealed class ConfirmLedgerTests
{
    [Fact]
    public void Confirms_one_or_all_up_to_a_number()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        var sent = Add(ledger, 5);

        ledger.Confirm(2, multiple: false);
        ledger.Confirm(4, multiple: true);
        ledger.Confirm(4, multiple: true);
        ledger.Confirm(2, multiple: false);
        ledger.Confirm(99, multiple: false);

        Assert.Equal(["confirmed", "confirmed", "confirmed", "confirmed", ""], sent.Select(s => string.Join(',', s.Fate)));
        Assert.Equal(1, ledger.Count);
    }

    [Fact]
    public void Refusals_reach_their_senders()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        var sent = Add(ledger, 3);
        ledger.Refuse(2, multiple: true);
        ledger.Confirm(3, multiple: false);
        Assert.Equal(["refused", "refused", "confirmed"], sent.Select(s => string.Join(',', s.Fate)));
    }

    [Fact]
    public async Task It_is_empty_once_the_last_has_its_answer_in_whatever_order()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        Assert.True(ledger.EmptyAsync().IsCompleted);
        Add(ledger, 3);
        var empty = ledger.EmptyAsync();

        ledger.Confirm(3, multiple: false);
        ledger.Refuse(1, multiple: true);
        Assert.False(empty.IsCompleted);
        ledger.Confirm(2, multiple: true);

        await empty.WaitAsync(WaitLimit.Default, TestContext.Current.CancellationToken);
        Add(ledger, 1);
        Assert.False(ledger.EmptyAsync().IsCompleted);
    }

    [Fact]
    public void When_an_exchange_was_missing_the_last_message_for_it_and_what_came_after_it_were_surely_dropped()
    {
        var (gone, there) = (new ExchangePlan("gone", "topic", false, true), new ExchangePlan("there", "topic", false, false));
        var ledger = new ConfirmLedger(TimeProvider.System);
        FakeShipment[] sent = [new(exchange: there), new(exchange: gone), new(exchange: gone), new(exchange: there)];
        Assert.All(sent, shipment => ledger.Add(shipment));

        ledger.Close(ChannelEnd.Of(new ShutdownEventArgs(ShutdownInitiator.Peer, 404, "NOT_FOUND - no exchange 'gone' in vhost '/'")));

        Assert.Equal(["lost", "lost", "dropped", "dropped"], sent.Select(s => s.Fate.Single().Split(' ')[0]));
    }

    [Fact]
    public void The_end_of_the_channel_reaches_whatever_waits_and_nothing_more_is_taken()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        var sent = Add(ledger, 3);
        ledger.Confirm(2, multiple: false);
        ledger.Close(new ChannelEnd("gone", IsRefusal: false));

        Assert.Equal(["lost gone", "confirmed", "lost gone"], sent.Select(s => string.Join(',', s.Fate)));
        Assert.Equal(0UL, ledger.Add(new FakeShipment()));
        Assert.False(ledger.TakeBack(3));
    }

    [Fact]
    public void What_was_not_sent_gives_its_number_back()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        Add(ledger, 1);
        var failed = new FakeShipment();
        Assert.True(ledger.TakeBack(ledger.Add(failed)));
        var next = new FakeShipment();
        Assert.Equal(2UL, ledger.Add(next));
        ledger.Confirm(2, multiple: true);

        Assert.Empty(failed.Fate);
        Assert.Equal(["confirmed"], next.Fate);
    }

    [Fact]
    public void A_returned_message_is_known_by_its_route_and_its_content()
    {
        var ledger = new ConfirmLedger(TimeProvider.System);
        FakeShipment[] sent =
        [
            new FakeShipment("a", mandatory: true, "one").WithBody(), new FakeShipment("b", mandatory: true, "two").WithBody(),
            new FakeShipment("b", mandatory: true, "two").WithBody(), new FakeShipment("b", mandatory: false, "two").WithBody(),
        ];
        foreach (var shipment in sent)
        {
            ledger.Add(shipment);
        }

        ledger.Return(Returned("b", "two"));
        ledger.Return(Returned("b", "two"));
        ledger.Return(Returned("b", "two"));
        ledger.Return(Returned("a", "three"));
        ledger.Confirm(4, multiple: true);

        Assert.Equal(["confirmed", "returned,confirmed", "returned,confirmed", "confirmed"], sent.Select(s => string.Join(',', s.Fate)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_order_each_is_confirmed_once(int seed)
    {
        var random = new Random(seed);
        var ledger = new ConfirmLedger(TimeProvider.System);
        var sent = new List<FakeShipment>();
        var open = new SortedSet<ulong>();
        for (var step = 0; step < 5000; step++)
        {
            if (open.Count == 0 || random.Next(3) > 0)
            {
                var shipment = new FakeShipment();
                sent.Add(shipment);
                open.Add(ledger.Add(shipment));
            }
            else
            {
                var number = open.ElementAt(random.Next(open.Count));
                var multiple = random.Next(4) == 0;
                ledger.Confirm(number, multiple);
                open.RemoveWhere(n => multiple ? n <= number : n == number);
            }
        }

        Assert.Equal((ulong)sent.Count - (ulong)open.Count, (ulong)sent.Count(s => s.Fate is ["confirmed"]));
        ledger.Confirm(open.Max, multiple: true);
        Assert.All(sent, s => Assert.Equal(["confirmed"], s.Fate));
        Assert.Equal(0, ledger.Count);
    }

    private static FakeShipment[] Add(ConfirmLedger ledger, int count)
    {
        var sent = Enumerable.Range(0, count).Select(_ => new FakeShipment()).ToArray();
        foreach (var shipment in sent)
        {
            ledger.Add(shipment);
        }

        return sent;
    }

    private static BasicReturnEventArgs Returned(string key, string body) =>
        new(312, "NO_ROUTE", "", key, new ReadOnlyBasicProperties([0, 0]), Encoding.UTF8.GetBytes(body));
}
