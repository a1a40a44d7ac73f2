using Messaging.Notifications.Listening;

namespace Messaging.Core.Tests.Listening;

public sealed class BatchGathererTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<int> _batches = [];

    [Fact]
    public void A_batch_is_whole_at_its_size()
    {
        using var gatherer = Gatherer(3, Timeout.InfiniteTimeSpan);

        Add(gatherer, 7);

        Assert.Equal([3, 3], _batches);
        Assert.Single(gatherer.TakeGathered());
        Assert.Empty(gatherer.TakeGathered());
    }

    [Fact]
    public void A_batch_of_one_waits_for_nothing()
    {
        using var gatherer = Gatherer(1, Wait);

        Add(gatherer, 2);

        Assert.Equal([1, 1], _batches);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void A_batch_is_whole_when_its_first_has_waited_long_enough()
    {
        using var gatherer = Gatherer(3, Wait);

        Add(gatherer, 1);
        _clock.Advance(Wait / 2);
        Add(gatherer, 1);
        Assert.Empty(_batches);
        _clock.Advance(Wait / 2);

        Assert.Equal([2], _batches);
    }

    [Fact]
    public void The_wait_of_a_full_batch_is_not_that_of_the_next()
    {
        using var gatherer = Gatherer(2, Wait);

        Add(gatherer, 1);
        _clock.Advance(Wait * 0.9);
        Add(gatherer, 2);
        Assert.Equal([2], _batches);
        _clock.Advance(Wait * 0.9);
        Assert.Equal([2], _batches);
        _clock.Advance(Wait * 0.1);

        Assert.Equal([2, 1], _batches);
    }

    private BatchGatherer Gatherer(int size, TimeSpan wait) => new(size, wait, _clock, batch => _batches.Add(batch.Length));

    private static void Add(BatchGatherer gatherer, int count)
    {
        for (var i = 0; i < count; i++)
        {
            gatherer.Add(EndedMessage.New());
        }
    }
}
