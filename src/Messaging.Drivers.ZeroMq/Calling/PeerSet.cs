using Messaging.Drivers.ZeroMq.Addressing;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>
/// The addresses that a client connects to. Chooses the one that gets a request: it serves the target and has the least to do; among
/// equals, peers take turns.
/// </summary>
/// <param name="create">Creates the peer of an address.</param>
/// <param name="running">Tracks the loops of the peers.</param>
internal sealed class PeerSet(Func<PeerAddress, Peer> create, BackgroundWork running)
{
    private readonly Lock _lock = new();
    private readonly List<Peer> _leaving = [];
    private volatile Peer[] _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;
    private bool _isStopped;
    private int _turn;

    /// <summary>The current peers. They change only where DNS names are watched.</summary>
    public IReadOnlyList<Peer> All => _all;

    /// <summary>Resolves the addresses; null when they are known from the start.</summary>
    public NameWatch? Names { get; set; }

    /// <summary>
    /// Whether some address is not connected now but may be soon. A peer that refuses us does not count: no request waits for it.
    /// </summary>
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

    /// <summary>Whether it is not yet known of some address whether it can be reached.</summary>
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

    /// <summary>A peer that answers but is not compatible with us, or null.</summary>
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

    /// <summary>Completes with the next change of a peer. Read it before looking at the peers, so that no change is missed.</summary>
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

    /// <summary>Starts to connect. Further calls have no effect.</summary>
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

        // The loops belong to no call: they must not inherit the activity or the budget of the one that starts them.
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

    /// <summary>
    /// Replaces the addresses. A peer whose address is no longer listed gets no more requests, and is disconnected once it owes no answer.
    /// </summary>
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

            // Only peers removed by an earlier change: a sender may have chosen one of those removed now a moment ago.
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

    /// <summary>Chooses the peer to send a request to, among those that have not refused it; null when there is no such peer.</summary>
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

            // An announcement may be slightly out of date: it is a reason to prefer a peer, but not to exclude another.
            var suits = all.Length == 1 ? 0 : peer.Suits(shipment.Target);
            var toDo = connection.InFlight + (long)peer.Load;
            if (suits > bestSuits || (suits == bestSuits && toDo < leastToDo))
            {
                (best, bestSuits, leastToDo) = (peer, suits, toDo);
            }
        }

        return best;
    }

    /// <summary>Explains which addresses cannot be reached, and why; null when all are connected.</summary>
    public string? Explain()
    {
        var troubles = _all.Where(static peer => peer.Ready is null)
            .Select(static peer => $"{peer.Address} cannot be reached ({peer.Trouble ?? "it does not answer"}).")
            .Concat(Names?.Troubles ?? []);
        var text = string.Join(' ', troubles);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Tries the addresses that are not connected soon, because a request waits.</summary>
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
