namespace Messaging.Serving;

/// <summary>Runs up to a number of calls at a time on the thread pool; the others wait in order.</summary>
internal sealed class ConcurrentLanes : IDispatchLanes
{
    private readonly Lock _lock = new();
    private readonly Queue<ServingCall> _waiting = new();
    private readonly int _concurrency;
    private readonly Action _next;
    private int _running;
    private bool _closed;

    public ConcurrentLanes(int concurrency)
    {
        _concurrency = concurrency;
        _next = Next;
    }

    public void Add(ServingCall call)
    {
        lock (_lock)
        {
            if (_closed || _running >= _concurrency)
            {
                _waiting.Enqueue(call);
                return;
            }

            _running++;
        }

        Start(call);
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    public IReadOnlyList<ServingCall> TakeWaiting()
    {
        lock (_lock)
        {
            ServingCall[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Start(ServingCall call)
    {
        call.Finished = _next;
        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
    }

    private void Next()
    {
        ServingCall? next;
        lock (_lock)
        {
            if (_closed || !_waiting.TryDequeue(out next))
            {
                _running--;
                return;
            }
        }

        Start(next);
    }
}
