namespace Messaging.Drivers.InMemory;

/// <summary>A queue whose listeners compete for its messages, in turn, as far as their credit goes.</summary>
internal sealed class InMemoryQueue(string name)
{
    private readonly Lock _lock = new();
    private readonly Queue<InMemoryMessage> _waiting = new();
    private readonly Stack<InMemoryMessage> _returned = new();
    private readonly List<InMemoryListener> _listeners = [];
    private int _turn;

    public string Name { get; } = name;

    /// <summary>The listeners and the messages that wait, for the error of a call that timed out.</summary>
    public (int Listeners, int Waiting) Counts
    {
        get
        {
            lock (_lock)
            {
                return (_listeners.Count, _waiting.Count + _returned.Count);
            }
        }
    }

    public void Add(InMemoryMessage message)
    {
        lock (_lock)
        {
            _waiting.Enqueue(message);
        }

        Dispatch();
    }

    /// <summary>A message that was out comes back to the head of the queue.</summary>
    public void Return(InMemoryMessage message)
    {
        lock (_lock)
        {
            _returned.Push(message);
        }

        Dispatch();
    }

    public void AddListener(InMemoryListener listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        Dispatch();
    }

    public void RemoveListener(InMemoryListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>Hands over what can be: called whenever a message, a listener or credit has come.</summary>
    public void Dispatch()
    {
        // Nothing of a receiver runs under the lock; what is put into a listener's line there keeps its order.
        while (DispatchOne() is { } listener)
        {
            listener.HandOver();
        }
    }

    private InMemoryListener? DispatchOne()
    {
        lock (_lock)
        {
            while (_returned.TryPeek(out var message) || _waiting.TryPeek(out message))
            {
                var isExpired = message.Expiry.IsPast;
                var listener = isExpired ? null : TakeListener();
                if (listener is null && !isExpired)
                {
                    return null;
                }

                if (!_returned.TryPop(out _))
                {
                    _waiting.Dequeue();
                }

                if (listener is not null)
                {
                    listener.Take(this, message);
                    return listener;
                }

                message.Body.Dispose();
            }

            return null;
        }
    }

    private InMemoryListener? TakeListener()
    {
        for (var i = 0; i < _listeners.Count; i++)
        {
            var listener = _listeners[(_turn + i) % _listeners.Count];
            if (listener.TryTakeCredit())
            {
                _turn = (_turn + i + 1) % _listeners.Count;
                return listener;
            }
        }

        return null;
    }
}
