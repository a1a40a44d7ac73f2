using System.Net;
using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Memory;

namespace Messaging.Drivers.ZeroMq.Tests.Memory;

public sealed class MemoryBudgetTests
{
    private readonly Origins _origins = new(100);
    private readonly MemoryBudget _budget;

    public MemoryBudgetTests() => _budget = new MemoryBudget(100, _origins);

    [Fact]
    public void It_is_given_while_there_is_some_and_comes_back()
    {
        var share = Share("192.0.2.1");
        Assert.True(_budget.TryTake(share, 60));
        Assert.True(share.TryChange(60));
        Assert.False(_budget.TryTake(share, 1));
        Assert.False(share.TryChange(1));
        Assert.Equal(120, _budget.Held);

        _budget.Release(share, 60);
        Assert.True(share.TryChange(1));
        share.Count(-61);

        Assert.Equal((0, 0), (_budget.Held, share.Origin.Waiting));
    }

    [Fact]
    public void Who_has_most_gives_way_to_who_has_less()
    {
        var (small, large, other) = (Share("192.0.2.1"), Share("192.0.2.1"), Share("192.0.2.1"));
        small.TryChange(30);
        large.TryChange(70);

        Assert.True(other.TryChange(10));

        Assert.Equal((false, true, false), (small.HasGivenWay, large.HasGivenWay, other.HasGivenWay));
        Assert.Equal(40, _budget.Held);
        Assert.Contains("memory_budget", large.Reason, StringComparison.Ordinal);

        // What it still holds it gives back to nobody.
        large.Count(-70);
        Assert.False(large.TryChange(1));
        Assert.Equal(40, _budget.Held);
    }

    [Fact]
    public void Nobody_gives_way_to_who_has_more_or_as_much()
    {
        var (one, asker) = (Share("192.0.2.1"), Share("192.0.2.1"));
        one.TryChange(50);
        asker.TryChange(50);

        Assert.False(asker.TryChange(1));
        Assert.False(_budget.TryTake(asker, 1));

        Assert.False(one.HasGivenWay);
        Assert.Equal(100, _budget.Held);
    }

    [Fact]
    public void The_address_counts_first_however_many_connections_it_uses()
    {
        var crowd = Enumerable.Range(0, 10).Select(_ => Share("192.0.2.1")).ToArray();
        Assert.All(crowd, share => Assert.True(share.TryChange(6)));
        var honest = Share("192.0.2.2");
        Assert.True(honest.TryChange(40));

        Assert.True(honest.TryChange(5));

        Assert.False(honest.HasGivenWay);
        Assert.Single(crowd, share => share.HasGivenWay);
    }

    [Fact]
    public void Requests_that_wait_leave_a_quarter_to_what_can_give_way()
    {
        var (flooder, honest) = (Share("192.0.2.1"), Share("192.0.2.2"));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i < 15, _budget.TryTake(flooder, 5));
        }

        Assert.False(_budget.TryTake(honest, 1));
        Assert.True(honest.TryChange(25));
        _budget.Release(flooder, 5);
        Assert.True(_budget.TryTake(honest, 5));
    }

    [Fact]
    public void Who_floods_gives_its_replies_up_before_who_only_reads_its_own()
    {
        var (flooder, reader, honest) = (Share("192.0.2.1"), Share("192.0.2.1"), Share("192.0.2.2"));
        Assert.True(_budget.TryTake(flooder, 75));
        Assert.True(reader.TryChange(20));
        Assert.True(honest.TryChange(5));

        Assert.True(honest.TryChange(15));
        Assert.Equal((true, false), (reader.HasGivenWay, honest.HasGivenWay));
    }

    [Fact]
    public void An_address_that_has_nothing_to_give_back_does_not_shield_the_next()
    {
        var (flooder, greedy, honest) = (Share("192.0.2.1"), Share("192.0.2.2"), Share("192.0.2.3"));
        Assert.True(_budget.TryTake(flooder, 75));
        Assert.True(greedy.TryChange(25));

        Assert.True(honest.TryChange(5));
        Assert.True(greedy.HasGivenWay);
    }

    [Fact]
    public void A_message_finds_room_however_large_when_nothing_is_held()
    {
        Assert.True(_budget.TryTake(Share("192.0.2.1"), 1_000));
        _budget.Raise(2_000);
        Assert.True(_budget.TryTake(Share("192.0.2.1"), 500));
    }

    private MemoryShare Share(string address) => new(_budget, _origins.TryEnter(new IPEndPoint(IPAddress.Parse(address), 1))!);
}
