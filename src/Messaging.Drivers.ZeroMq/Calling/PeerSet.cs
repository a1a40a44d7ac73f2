using Messaging.Drivers.ZeroMq.Addressing;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>
/// The addresses that a client connects to. Chooses the one that gets a request: one that serves its target, has the least to do, and whose
/// turn it is.
/// </summary>
/// <param name="create">Creates the peer of an address.</param>
/// <param name="running">Runs the loops of the peers.</param>
internal sealed class PeerSet(Func<PeerAddress, Peer> create, BackgroundWork running)
{
    private readonly Lock _lock = new();
    private readonly List<Peer> _leaving = [];
    private volatile Peer[] _all = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;
    private bool _isStopped;
    private int _turn;

    /// <summary>The current peers. They change when a name is watched.</summary>
    public IReadOnlyList<Peer> All => _all;

    /// <summary>Finds the addresses; null when they are known from the beginning.</summary>
    public NameWatch? Names { get; set; }

    /// <summary>Whether some addresses are not connected now but may soon be; servers that refuse us are not waited for.</summary>
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

    /// <summary>Whether it is still unknown of some addresses whether they can be reached.</summary>
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

    /// <summary>A peer that can be reached but refuses us or is refused by us, or null.</summary>
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

    /// <summary>Completes with the next change of a peer. Get it before looking at the peers.</summary>
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

    /// <summary>Begins to connect. Calling it again changes nothing.</summary>
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

        // The loops belong to no call: they must not inherit an activity or a deadline.
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
    /// Connects to these addresses from now on. An address not among them gets no more requests, and is left when it owes no answer.
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

            // Not the peers of this change: a request may have chosen one a moment ago.
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

    /// <summary>Chooses the peer for a request, among those that have not refused it; or null.</summary>
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

            // An announcement may be slightly out of date: a reason to prefer a peer, but not to leave another one out.
            var suits = all.Length == 1 ? 0 : peer.Suits(shipment.Target);
            var toDo = connection.InFlight + (long)peer.Load;
            if (suits > bestSuits || (suits == bestSuits && toDo < leastToDo))
            {
                (best, bestSuits, leastToDo) = (peer, suits, toDo);
            }
        }

        return best;
    }

    /// <summary>Which addresses cannot be reached, and why; null when all can.</summary>
    public string? Explain()
    {
        var troubles = _all.Where(static peer => peer.Ready is null)
            .Select(static peer => $"{peer.Address} cannot be reached ({peer.Trouble ?? "it does not answer"}).")
            .Concat(Names?.Troubles ?? []);
        var text = string.Join(' ', troubles);
        return text.Length == 0 ? null : text;
    }

    /// <summary>A request waits: connecting to missing addresses is tried soon.</summary>
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
