using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Timing;

public sealed class DeadlineWheelTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(16);
    private readonly ManualTimeProvider _clock = new();
    private readonly DeadlineWheel _wheel;

    public DeadlineWheelTests() => _wheel = new DeadlineWheel(_clock);

    public void Dispose() => _wheel.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(60_000)]
    [InlineData(86_400_000)]
    [InlineData(2_073_600_000)]
    public void An_entry_is_due_never_early_and_at_most_a_tick_late(double milliseconds)
    {
        foreach (var start in new[] { 0, 1, 7.5, 15.9 })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(start));
            var entry = new Entry(_clock);
            var set = _clock.Elapsed;
            _wheel.Set(entry, TimeSpan.FromMilliseconds(milliseconds));

            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds) + Tick + Tick);

            Assert.Single(entry.Due);
            Assert.InRange(entry.Due[0] - set, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(milliseconds + 18));
        }
    }

    [Fact]
    public void Thousands_of_entries_come_due_each_in_its_time()
    {
        var random = new Random(1);
        var entries = new List<(Entry Entry, TimeSpan Due)>();
        for (var i = 0; i < 20_000; i++)
        {
            var after = TimeSpan.FromMilliseconds(random.NextDouble() * 100_000);
            var entry = new Entry(_clock);
            entries.Add((entry, _clock.Elapsed + after));
            _wheel.Set(entry, after);
            if (i % 100 == 0)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(random.NextDouble() * 50));
            }
        }

        while (_wheel.Count > 0)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(random.NextDouble() * 500));
        }

        Assert.All(entries, pair => Assert.InRange(Assert.Single(pair.Entry.Due), pair.Due, pair.Due + TimeSpan.FromMilliseconds(18)));
    }

    [Fact]
    public void A_removed_entry_does_not_come_due_and_is_removed_once()
    {
        var removed = new Entry(_clock);
        var kept = new Entry(_clock);
        _wheel.Set(removed, TimeSpan.FromSeconds(1));
        _wheel.Set(kept, TimeSpan.FromSeconds(1));

        Assert.True(_wheel.Remove(removed));
        Assert.False(_wheel.Remove(removed));
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(removed.Due);
        Assert.Single(kept.Due);
        Assert.False(_wheel.Remove(kept));
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void An_entry_that_is_set_again_moves()
    {
        var entry = new Entry(_clock);
        _wheel.Set(entry, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        _wheel.Set(entry, TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(entry.Due);
        _wheel.Set(entry, TimeSpan.FromSeconds(0.01));
        _clock.Advance(TimeSpan.FromSeconds(0.05));
        Assert.Single(entry.Due);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Single(entry.Due);
    }

    [Fact]
    public void An_entry_without_an_end_stays_out_and_an_infinite_time_takes_it_out()
    {
        var entry = new Entry(_clock);
        _wheel.Set(entry, Timeout.InfiniteTimeSpan);
        Assert.Equal(0, _wheel.Count);
        _wheel.Set(entry, TimeSpan.FromSeconds(1));
        _wheel.Set(entry, TimeSpan.MaxValue);

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, _wheel.Count);
        Assert.Empty(entry.Due);
    }

    [Fact]
    public void A_long_pause_brings_everything_that_came_due_meanwhile()
    {
        var stopped = new PausedClock();
        using var wheel = new DeadlineWheel(stopped);
        var entries = Enumerable.Range(1, 3000).Select(i => (Entry: new Entry(stopped.Inner), After: TimeSpan.FromSeconds(i))).ToArray();
        foreach (var (entry, after) in entries)
        {
            wheel.Set(entry, after);
        }

        // The machine slept: time went by without the timer, which then fires once.
        stopped.Skip(TimeSpan.FromSeconds(2000.5));
        stopped.Fire();

        Assert.All(entries[..2000], pair => Assert.Single(pair.Entry.Due));
        Assert.All(entries[2000..], pair => Assert.Empty(pair.Entry.Due));
        Assert.Equal(1000, wheel.Count);
        stopped.Skip(TimeSpan.FromSeconds(5000));
        stopped.Fire();
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void There_is_one_timer_and_none_that_waits_when_the_wheel_is_empty()
    {
        var entries = Enumerable.Range(0, 100).Select(_ => new Entry(_clock)).ToArray();
        Assert.Equal(0, _clock.ArmedTimers);
        foreach (var entry in entries)
        {
            _wheel.Set(entry, TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _clock.ArmedTimers);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void What_comes_due_may_set_itself_and_others()
    {
        var other = new Entry(_clock);
        var again = new Entry(_clock);
        again.Then = () =>
        {
            if (again.Due.Count < 5)
            {
                _wheel.Set(again, TimeSpan.FromMilliseconds(100));
            }

            _wheel.Set(other, TimeSpan.FromMilliseconds(50));
        };
        _wheel.Set(again, TimeSpan.FromMilliseconds(100));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(5, again.Due.Count);
        Assert.Equal(5, other.Due.Count);
    }

    [Fact]
    public void Nothing_comes_due_after_the_end()
    {
        var entry = new Entry(_clock);
        _wheel.Set(entry, TimeSpan.FromSeconds(1));
        _wheel.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(10));
        _wheel.Set(new Entry(_clock), TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(entry.Due);
    }

    [Fact]
    public async Task Threads_that_set_and_remove_at_once_get_each_entry_due_or_removed_and_never_both()
    {
        var threads = Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            var live = new List<Entry>();
            var removed = new List<Entry>();
            for (var i = 0; i < 20_000; i++)
            {
                var entry = new Entry(_clock);
                _wheel.Set(entry, TimeSpan.FromMilliseconds(random.Next(0, 300)));
                (random.Next(2) == 0 && _wheel.Remove(entry) ? removed : live).Add(entry);
            }

            return (live, removed);
        })).ToArray();
        var all = Task.WhenAll(threads);
        while (!all.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        var results = await all;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(results.SelectMany(result => result.live), entry => Assert.Single(entry.Due));
        Assert.All(results.SelectMany(result => result.removed), entry => Assert.Empty(entry.Due));
        Assert.Equal(0, _wheel.Count);
    }

    private sealed class Entry(ManualTimeProvider clock) : DeadlineEntry
    {
        public List<TimeSpan> Due { get; } = [];

        public Action? Then { get; set; }

        protected internal override void OnDue()
        {
            Due.Add(clock.Elapsed);
            Then?.Invoke();
        }
    }
}
