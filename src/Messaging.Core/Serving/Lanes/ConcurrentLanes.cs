namespace Messaging.Serving;

/// <summary>Runs up to a number of calls at a time on the thread pool; the others wait in order.</summary>
internal sealed class ConcurrentLanes : IDispatchLanes
{
    private readonly Lock _lock = new();
    private readonly Queue<ILaneCall> _waiting = new();
    private readonly int _concurrency;
    private readonly WaitingRoom _room;
    private int _running;
    private bool _closed;

    /// <param name="concurrency">How many calls run at a time.</param>
    /// <param name="room">The waiting room of the others.</param>
    /// <param name="runOn">Where the methods run, or null for the thread pool.</param>
    public ConcurrentLanes(int concurrency, WaitingRoom room, SynchronizationContext? runOn = null)
    {
        _concurrency = concurrency;
        _room = room;
        RunOn = runOn;
    }

    public SynchronizationContext? RunOn { get; }

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public bool Add(ILaneCall call)
    {
        lock (_lock)
        {
            if (_closed || _running >= _concurrency)
            {
                // When a server stops, waiting messages go back to the broker: no reason to refuse them.
                if (!_closed && !_room.TryEnter(call))
                {
                    return false;
                }

                _waiting.Enqueue(call);
                return true;
            }

            _running++;
        }

        Start(call);
        return true;
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    public IReadOnlyList<ILaneCall> TakeWaiting()
    {
        lock (_lock)
        {
            ILaneCall[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    /// <summary>A call has ended: the next one takes its slot.</summary>
    public void Next()
    {
        ILaneCall? next;
        lock (_lock)
        {
            if (_closed || !_waiting.TryDequeue(out next))
            {
                _running--;
                return;
            }
        }

        _room.Leave(next);
        Start(next);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Start(ILaneCall call)
    {
        call.Lanes = this;
        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
    }
}
