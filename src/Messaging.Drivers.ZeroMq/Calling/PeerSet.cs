using Messaging.Drivers.ZeroMq.Addressing;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>The addresses that a client connects to, and which of them gets a request: one that serves its target, has the least to do, and whose turn it is.</summary>
/// <param name="create">Makes the peer of an address.</param>
/// <param name="running">Where the loops of the peers run.</param>
internal sealed class PeerSet(Func<PeerAddress, Peer> create, BackgroundWork running)
{
    private readonly Lock _lock = new();
    private readonly List<Peer> _leaving = [];
    private volatile Peer[] _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;
    private bool _isStopped;
    private int _turn;

    /// <summary>Those of now. They change where a name is watched.</summary>
    public IReadOnlyList<Peer> All => _all;

    /// <summary>What finds the addresses; null when they are known from the beginning.</summary>
    public NameWatch? Names { get; set; }

    /// <summary>Whether there are addresses that are not reached now and may be soon: who does not let us in is not waited for.</summary>
    public bool IsAnyMissing
    {
        get
        {
            var all = _all;
            foreach (var peer in all)
            {
                if (peer is { Ready: null, IsLockedOut: false })
                {
                    return true;
                }
            }

            return all.Length == 0;
        }
    }

    /// <summary>Whether there are addresses of which it is not known whether they can be reached.</summary>
    public bool IsAnyConnecting
    {
        get
        {
            foreach (var peer in All)
            {
                if (peer.State == PeerState.Connecting)
                {
                    return true;
                }
            }

            return Names is { HasLooked: false };
        }
    }

    /// <summary>A peer that is there and does not get on with us, or null.</summary>
    public Peer? LockedOut
    {
        get
        {
            foreach (var peer in All)
            {
                if (peer.IsLockedOut)
                {
                    return peer;
                }
            }

            return null;
        }
    }

    /// <summary>Ends with the next change of a peer. Ask for it before looking at them.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Begins to connect. Doing it again changes nothing.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _isStarted))
        {
            return;
        }

        lock (_lock)
        {
            if (_isStarted)
            {
                return;
            }

            _isStarted = true;
        }

        // The loops are nobody's call: they must not inherit an activity or a budget.
        using (ExecutionContext.SuppressFlow())
        {
            foreach (var peer in _all)
            {
                running.Add(Task.Run(peer.RunAsync));
            }

            if (Names is { } names)
            {
                running.Add(Task.Run(names.RunAsync));
            }
        }
    }

    /// <summary>Connects to these addresses from now on. One that is not among them gets nothing more, and is left when it owes no answer.</summary>
    public void Replace(IReadOnlyList<PeerAddress> addresses)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            var before = _all;
            var now = new Peer[addresses.Count];
            for (var i = 0; i < now.Length; i++)
            {
                now[i] = Array.Find(before, peer => peer.Address == addresses[i]) ?? TakeBack(addresses[i]) ?? Make(addresses[i]);
            }

            // Not those of this change: somebody may have chosen one a moment ago.
            foreach (var idle in _leaving.FindAll(static peer => peer.IsIdle))
            {
                _leaving.Remove(idle);
                running.Add(idle.LeaveAsync());
            }

            _leaving.AddRange(before.Except(now));
            _all = now;
        }

        SignalChange();
    }

    /// <summary>Whom to send a request to, of those that have not refused it; or null.</summary>
    public Peer? Choose(Shipment shipment)
    {
        var all = _all;
        var start = all.Length <= 1 ? 0 : (int)((uint)Interlocked.Increment(ref _turn) % (uint)all.Length);
        Peer? best = null;
        var (bestSuits, leastToDo) = (-1, 0L);
        for (var i = 0; i < all.Length; i++)
        {
            var peer = all[(start + i) % all.Length];
            if (peer.Ready is not { } connection || shipment.WasRefusedBy(peer))
            {
                continue;
            }

            // What a peer announced may be of a moment ago: it is a reason to prefer it, and none to leave another out.
            var suits = all.Length == 1 ? 0 : peer.Suits(shipment.Target);
            var toDo = connection.InFlight + (long)peer.Load;
            if (suits > bestSuits || (suits == bestSuits && toDo < leastToDo))
            {
                (best, bestSuits, leastToDo) = (peer, suits, toDo);
            }
        }

        return best;
    }

    /// <summary>Which addresses cannot be reached, and why; null when all are.</summary>
    public string? Explain()
    {
        var troubles = _all.Where(static peer => peer.Ready is null)
            .Select(static peer => $"{peer.Address} cannot be reached ({peer.Trouble ?? "it does not answer"}).")
            .Concat(Names?.Troubles ?? []);
        var text = string.Join(' ', troubles);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Somebody waits: addresses that are not reached are tried soon.</summary>
    public void Nudge()
    {
        Names?.Hurry();
        foreach (var peer in All)
        {
            if (peer.Ready is null)
            {
                peer.Nudge();
            }
        }
    }

    public void SignalChange()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    public Task StopAsync()
    {
        lock (_lock)
        {
            _isStopped = true;
        }

        Names?.Stop();
        return Task.WhenAll(_all.Concat(_leaving).Select(peer => peer.DisposeAsync().AsTask()));
    }

    private Peer? TakeBack(PeerAddress address)
    {
        var peer = _leaving.Find(peer => peer.Address == address);
        if (peer is not null)
        {
            _leaving.Remove(peer);
        }

        return peer;
    }

    private Peer Make(PeerAddress address)
    {
        var peer = create(address);
        if (_isStarted)
        {
            running.Add(Task.Run(peer.RunAsync));
        }

        return peer;
    }
}
