using Messaging.Drivers.ZeroMq.Admission;

namespace Messaging.Drivers.ZeroMq.Memory;

/// <summary>
/// The memory that a node holds for all of its peers: incomplete bodies, waiting requests and unread replies. When the budget is spent,
/// the largest holder gives way: of the address that holds most, the connection that holds most. Waiting requests cannot be taken back,
/// so they may use only three quarters of the budget. The rest is for memory that can be taken back, so that a client's replies find room
/// however many requests of others wait.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="limit">The number of bytes held at which the budget is spent.</param>
/// <param name="origins">The addresses that peers come from.</param>
internal sealed class MemoryBudget(long limit, Origins origins)
{
    private readonly Lock _lock = new();
    private readonly HashSet<MemoryShare> _shares = [];
    private long _limit = limit;
    private long _held;
    private long _waiting;

    public long Held => Volatile.Read(ref _held);

    public long Limit => Volatile.Read(ref _limit);

    /// <summary>Raises the limit to at least this many bytes, so that a single message finds room.</summary>
    public void Raise(long limit)
    {
        lock (_lock)
        {
            Volatile.Write(ref _limit, Math.Max(_limit, limit));
        }
    }

    /// <summary>Reserves room for a request that is to wait.</summary>
    /// <param name="asker">The share of the connection that it arrived on.</param>
    /// <param name="bytes">Its size.</param>
    /// <returns>False when there is no room: too many requests wait, or no other connection holds more than this one.</returns>
    public bool TryTake(MemoryShare asker, long bytes)
    {
        var waiting = Interlocked.Add(ref _waiting, bytes);
        if (waiting > bytes && waiting > Limit - (Limit / 4))
        {
            Interlocked.Add(ref _waiting, -bytes);
            return false;
        }

        if (Interlocked.Add(ref _held, bytes) - bytes >= Limit && !TryMakeRoom(asker, bytes))
        {
            Interlocked.Add(ref _held, -bytes);
            Interlocked.Add(ref _waiting, -bytes);
            return false;
        }

        asker.Origin.AddWaiting(bytes);
        return true;
    }

    /// <summary>Releases the room of a request that no longer waits.</summary>
    public void Release(MemoryShare asker, long bytes)
    {
        Interlocked.Add(ref _held, -bytes);
        Interlocked.Add(ref _waiting, -bytes);
        origins.Release(asker.Origin, bytes);
    }

    /// <summary>Changes how much a connection holds.</summary>
    /// <param name="share">The share of the connection.</param>
    /// <param name="bytes">How many bytes to add; negative to give back.</param>
    /// <param name="isHeld">Whether the bytes are allocated already and are only counted.</param>
    public bool TryChange(MemoryShare share, long bytes, bool isHeld)
    {
        lock (_lock)
        {
            if (share.HasGivenWay)
            {
                return bytes <= 0;
            }

            if (Interlocked.Add(ref _held, bytes) - bytes >= _limit && bytes > 0 && !isHeld && !TryMakeRoom(share, bytes))
            {
                Interlocked.Add(ref _held, -bytes);
                return false;
            }

            share.Held += bytes;
            if (share.Held > 0)
            {
                _shares.Add(share);
            }
            else
            {
                _shares.Remove(share);
            }

            return true;
        }
    }

    /// <summary>Makes others give way until there is room for the bytes, which are already counted as held.</summary>
    private bool TryMakeRoom(MemoryShare asker, long bytes)
    {
        lock (_lock)
        {
            while (Held - bytes >= _limit)
            {
                if (FindLargest(asker, bytes) is not { } largest)
                {
                    return false;
                }

                Interlocked.Add(ref _held, -largest.Held);
                _shares.Remove(largest);
                largest.GiveWay();
            }

            return true;
        }
    }

    /// <summary>Finds the share that gives way; null when no other holds more than the asker.</summary>
    private MemoryShare? FindLargest(MemoryShare asker, long bytes)
    {
        // Find the address that holds most, waiting requests included, among those that have something to give back.
        var sums = new Dictionary<Origin, long>();
        foreach (var share in _shares)
        {
            sums[share.Origin] = sums.GetValueOrDefault(share.Origin, share.Origin.Waiting) + share.Held;
        }

        var origin = asker.Origin;
        sums[origin] = sums.GetValueOrDefault(origin, origin.Waiting) + bytes;
        foreach (var (other, sum) in sums)
        {
            origin = sum > sums[origin] ? other : origin;
        }

        MemoryShare? largest = null;
        var most = origin == asker.Origin ? asker.Held + bytes : 0;
        foreach (var share in _shares)
        {
            if (share.Origin == origin && share.Held > most)
            {
                (largest, most) = (share, share.Held);
            }
        }

        return largest == asker ? null : largest;
    }
}
