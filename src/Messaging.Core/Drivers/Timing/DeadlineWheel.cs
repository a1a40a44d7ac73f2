using System.Numerics;

namespace Messaging.Drivers;

/// <summary>
/// Keeps any number of deadlines with one timer: adding and removing cost the same however many there are, and the timer is set only for a
/// time at which something may be due.
/// </summary>
/// <remarks>
/// A wheel of buckets, each a linked list of the entries due in one tick of 16 ms, or whole turns of the wheel later. An entry comes due at
/// the end of its tick, so never early and at most a tick late. Safe for any number of threads.
/// </remarks>
public sealed class DeadlineWheel : IDisposable
{
    private const int TickMilliseconds = 16;
    private const int BucketCount = 1024;
    private const int BucketMask = BucketCount - 1;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly DeadlineEntry?[] _buckets = new DeadlineEntry?[BucketCount];
    private readonly ulong[] _occupied = new ulong[BucketCount / 64];
    private readonly ITimer _timer;
    private long _lastTick;
    private long _timerTick = long.MaxValue;
    private int _count;

    /// <summary>Creates an empty wheel.</summary>
    /// <param name="time">The clock and the timer.</param>
    public DeadlineWheel(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(
                static wheel => ((DeadlineWheel)wheel!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The number of entries in the wheel.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Adds an entry, or moves it when it is already in the wheel.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="after">The time until it is due; none when it is infinite or longer than 100 years.</param>
    public void Set(DeadlineEntry entry, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            Unlink(entry);
            if (after < TimeSpan.Zero || after.TotalDays > 36_500)
            {
                return;
            }

            var now = Elapsed();
            var due = Math.Max(((now + (long)Math.Ceiling(after.TotalMilliseconds)) / TickMilliseconds) + 1, _lastTick + 1);
            Link(entry, due);
            if (due < _timerTick)
            {
                SetTimer(due, now);
            }
        }
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True when it was in the wheel and will not come due; false when it was not, or is coming due now.</returns>
    public bool Remove(DeadlineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            return Unlink(entry);
        }
    }

    /// <summary>Stops the timer. No further entry comes due.</summary>
    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        DeadlineEntry? due;
        lock (_lock)
        {
            due = TakeDue();
        }

        while (due is not null)
        {
            var next = due.Next;
            due.Next = null;
            due.OnDue();
            due = next;
        }
    }

    /// <summary>Removes the entries that are due, chained by <see cref="DeadlineEntry.Next"/>, and sets the timer for the next
    /// one.</summary>
    private DeadlineEntry? TakeDue()
    {
        var now = Elapsed();
        var tick = now / TickMilliseconds;
        DeadlineEntry? due = null;

        // After a long pause each bucket is visited once, not once per tick.
        var first = Math.Max(_lastTick + 1, tick - BucketCount + 1);
        for (var t = first; t <= tick; t++)
        {
            for (var entry = _buckets[t & BucketMask]; entry is not null;)
            {
                var next = entry.Next;
                if (entry.DueTick <= tick)
                {
                    Unlink(entry);
                    entry.Next = due;
                    due = entry;
                }

                entry = next;
            }
        }

        _lastTick = Math.Max(_lastTick, tick);
        _timerTick = long.MaxValue;
        if (_count > 0)
        {
            SetTimer(NextOccupied(_lastTick + 1), now);
        }

        return due;
    }

    private long NextOccupied(long fromTick)
    {
        for (var passed = 0; passed < BucketCount;)
        {
            var bucket = (int)((fromTick + passed) & BucketMask);
            var bits = _occupied[bucket >> 6] >> (bucket & 63);
            if (bits != 0)
            {
                return fromTick + passed + BitOperations.TrailingZeroCount(bits);
            }

            passed += 64 - (bucket & 63);
        }

        return fromTick + BucketCount;
    }

    private void SetTimer(long tick, long nowMilliseconds)
    {
        _timerTick = tick;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, (tick * TickMilliseconds) - nowMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Link(DeadlineEntry entry, long due)
    {
        var bucket = (int)(due & BucketMask);
        entry.DueTick = due;
        entry.Bucket = bucket;
        entry.Previous = null;
        entry.Next = _buckets[bucket];
        if (entry.Next is not null)
        {
            entry.Next.Previous = entry;
        }

        _buckets[bucket] = entry;
        _occupied[bucket >> 6] |= 1UL << (bucket & 63);
        _count++;
    }

    private bool Unlink(DeadlineEntry entry)
    {
        if (entry.Bucket < 0)
        {
            return false;
        }

        if (entry.Previous is null)
        {
            _buckets[entry.Bucket] = entry.Next;
            if (entry.Next is null)
            {
                _occupied[entry.Bucket >> 6] &= ~(1UL << (entry.Bucket & 63));
            }
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is not null)
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Previous = entry.Next = null;
        entry.Bucket = -1;
        _count--;
        return true;
    }

    private long Elapsed() => (long)_time.GetElapsedTime(_start).TotalMilliseconds;
}
