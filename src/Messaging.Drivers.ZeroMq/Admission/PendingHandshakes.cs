namespace Messaging.Drivers.ZeroMq.Admission;

/// <summary>The pending handshakes. When there are too many, the oldest one of the origin that has most gives way.</summary>
/// <param name="most">How many there may be.</param>
/// <param name="limit">How long each may take.</param>
/// <param name="time">The clock.</param>
internal sealed class PendingHandshakes(int most, TimeSpan limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Origin, LinkedList<PendingHandshake>> _byOrigin = [];
    private int _count;

    /// <summary>Adds a new connection.</summary>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="stop">Ends the handshake, as its time limit does.</param>
    public PendingHandshake Begin(Origin origin, CancellationToken stop)
    {
        var begun = new PendingHandshake(this, origin, limit, time, stop);
        PendingHandshake? leaving = null;
        lock (_lock)
        {
            if (_count >= most)
            {
                // A genuine client completes its handshake within milliseconds: the oldest is the one that stalls.
                leaving = Largest().First!.Value;
                RemoveLocked(leaving);
            }

            if (!_byOrigin.TryGetValue(origin, out var list))
            {
                _byOrigin[origin] = list = new LinkedList<PendingHandshake>();
            }

            begun.Place = list.AddLast(begun);
            _count++;
        }

        leaving?.GiveWay(FormattableString.Invariant(
            $"{most} handshakes are pending (max_pending_handshakes), most of them from its address, and this was the oldest of those"));
        return begun;
    }

    /// <summary>Removes a handshake that was completed or has ended. Further calls have no effect.</summary>
    public void Remove(PendingHandshake pending)
    {
        lock (_lock)
        {
            RemoveLocked(pending);
        }
    }

    private LinkedList<PendingHandshake> Largest()
    {
        LinkedList<PendingHandshake>? largest = null;
        foreach (var (_, list) in _byOrigin)
        {
            largest = largest is null || list.Count > largest.Count ? list : largest;
        }

        return largest!;
    }

    private void RemoveLocked(PendingHandshake pending)
    {
        if (pending.Place is not { List: { } list } place)
        {
            return;
        }

        list.Remove(place);
        _count--;
        if (list.Count == 0)
        {
            _byOrigin.Remove(pending.Origin);
        }
    }
}
