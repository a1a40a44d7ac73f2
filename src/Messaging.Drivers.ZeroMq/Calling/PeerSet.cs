using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>The addresses that a client connects to, and which of them gets a request: one that serves its target, has the least to do, and whose turn it is.</summary>
internal sealed class PeerSet(IReadOnlyList<Peer> peers, RunningTasks running)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStarted;
    private int _turn;

    public IReadOnlyList<Peer> All { get; } = peers;

    /// <summary>Whether there are addresses that are not reached now and may be soon: who does not let us in is not waited for.</summary>
    public bool IsAnyMissing
    {
        get
        {
            foreach (var peer in All)
            {
                if (peer is { Ready: null, IsLockedOut: false })
                {
                    return true;
                }
            }

            return false;
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

            return false;
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
            foreach (var peer in All)
            {
                running.Add(Task.Run(peer.RunAsync));
            }
        }
    }

    /// <summary>Whom to send a request to, of those that have not refused it; or null.</summary>
    public Peer? Choose(Shipment shipment)
    {
        var start = All.Count == 1 ? 0 : (int)((uint)Interlocked.Increment(ref _turn) % (uint)All.Count);
        Peer? best = null;
        var (bestSuits, leastToDo) = (-1, 0L);
        for (var i = 0; i < All.Count; i++)
        {
            var peer = All[(start + i) % All.Count];
            if (peer.Ready is not { } connection || shipment.WasRefusedBy(peer))
            {
                continue;
            }

            // What a peer announced may be of a moment ago: it is a reason to prefer it, and none to leave another out.
            var suits = All.Count == 1 ? 0 : peer.Suits(shipment.Target);
            var toDo = connection.InFlight + (long)peer.Load;
            if (suits > bestSuits || (suits == bestSuits && toDo < leastToDo))
            {
                (best, bestSuits, leastToDo) = (peer, suits, toDo);
            }
        }

        return best;
    }

    /// <summary>Somebody waits: addresses that are not reached are tried soon.</summary>
    public void Nudge()
    {
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

    public Task StopAsync() => Task.WhenAll(All.Select(peer => peer.DisposeAsync().AsTask()));
}
