using Messaging.Drivers.ZeroMq.Admission;

namespace Messaging.Drivers.ZeroMq.Memory;

/// <summary>
/// What a node holds for all of its peers: bodies that are not finished, requests that wait, replies that are not read. When it is spent, who has most of
/// it gives way: of the address that has most, the connection that has most. Requests that wait nobody gives back, so they get three quarters of it: the
/// rest is for what can give way, and a client's replies find room however many requests of others wait.
/// </summary>
/// <remarks>Safe for any number of threads.</remarks>
/// <param name="limit">With how many bytes held no more are taken.</param>
/// <param name="origins">Where peers come from.</param>
internal sealed class MemoryBudget(long limit, Origins origins)
{
    private readonly Lock _lock = new();
    private readonly HashSet<MemoryShare> _shares = [];
    private long _limit = limit;
    private long _held;
    private long _waiting;

    public long Held => Volatile.Read(ref _held);

    public long Limit => Volatile.Read(ref _limit);

    /// <summary>It is at least this much: a single message must find room.</summary>
    public void Raise(long limit)
    {
        lock (_lock)
        {
            Volatile.Write(ref _limit, Math.Max(_limit, limit));
        }
    }

    /// <summary>Takes room for a request that is to wait.</summary>
    /// <param name="asker">The connection that it came on.</param>
    /// <param name="bytes">Its size.</param>
    /// <returns>False when there is none: too much waits, or nobody has more than who asks.</returns>
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

    /// <summary>A request does not wait any more.</summary>
    public void Release(MemoryShare asker, long bytes)
    {
        Interlocked.Add(ref _held, -bytes);
        Interlocked.Add(ref _waiting, -bytes);
        origins.Release(asker.Origin, bytes);
    }

    /// <summary>Changes what a connection holds.</summary>
    /// <param name="share">The share of the connection.</param>
    /// <param name="bytes">How many more bytes, or fewer.</param>
    /// <param name="isHeld">Whether they are held already, and only counted.</param>
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

    /// <summary>Has others give way until there is room for what is counted already.</summary>
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

    /// <summary>The share to be given back, or null when nobody has more than who asks.</summary>
    private MemoryShare? FindLargest(MemoryShare asker, long bytes)
    {
        // Of those that have something to give back, the address of which most is here, requests that wait included.
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
