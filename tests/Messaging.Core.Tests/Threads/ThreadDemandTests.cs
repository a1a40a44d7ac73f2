using Messaging.Threads;

namespace Messaging.Core.Tests.Threads;

/// <summary>How many threads are added to the pool, look for look.</summary>
public sealed class ThreadDemandTests
{
    private readonly ThreadDemand _demand = new();

    [Fact]
    public void Each_blocked_thread_is_made_up_for_before_the_pool_is_starved()
    {
        Assert.Equal(0, Look());
        Assert.Equal(1, Look(blocked: 1, inHand: 1));
        Assert.Equal(3, Look(blocked: 3, inHand: 9));
    }

    [Fact]
    public void What_is_queued_behind_blocked_threads_gets_a_thread_each_at_once() =>
        Assert.Equal(64, Look(blocked: 2, isStarved: true, queued: 62, inHand: 64));

    [Fact]
    public void What_blocks_unseen_is_made_up_for_in_doubled_steps_and_no_further_than_there_are_messages_in_hand()
    {
        Assert.Equal(1, Look(isStarved: true, queued: 1, inHand: 20));
        Assert.Equal([2, 4, 8, 16, 20, 20], Enumerable.Range(0, 6).Select(_ => Look(isStarved: true, queued: 1, inHand: 20)));
    }

    [Fact]
    public void A_pool_that_is_starved_by_others_gets_nothing() => Assert.Equal(0, Look(isStarved: true, queued: 100));

    [Fact]
    public void There_is_a_most() => Assert.Equal(ThreadDemand.MaxAdded, Look(blocked: 5000, isStarved: true, queued: 5000, inHand: 60_000));

    [Fact]
    public void Threads_that_are_no_longer_needed_are_kept_for_a_while_and_given_up_by_halves()
    {
        Look(blocked: 64, inHand: 64);

        Assert.All(Enumerable.Range(0, ThreadDemand.LooksKept - 1), _ => Assert.Equal(64, Look(blocked: 10)));
        Assert.Equal(32, Look(blocked: 10));
        Assert.All(Enumerable.Range(0, ThreadDemand.LooksKept - 1), _ => Assert.Equal(32, Look(blocked: 10)));
        Assert.Equal(16, Look(blocked: 10));
        Assert.All(Enumerable.Range(0, ThreadDemand.LooksKept), _ => Look(blocked: 10));
        Assert.Equal(10, Look(blocked: 10));
    }

    private int Look(int blocked = 0, bool isStarved = false, long queued = 0, int inHand = 0)
    {
        _demand.Look(blocked, isStarved, queued, inHand);
        return _demand.Added;
    }
}
