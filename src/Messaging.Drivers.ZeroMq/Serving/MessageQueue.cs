namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A bounded queue whose listeners compete for its messages, in turn, as far as their credit goes.</summary>
internal sealed class MessageQueue(string name, int maxMessages, long maxBytes, NodeLoad? load)
{
    private readonly Lock _lock = new();
    private readonly Queue<WaitingMessage> _waiting = new();
    private readonly Stack<WaitingMessage> _returned = new();
    private readonly List<NodeListener> _listeners = [];
    private long _bytes;
    private int _turn;

    public string Name { get; } = name;

    /// <summary>The listeners, and the messages that wait.</summary>
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

    /// <summary>Takes a message, if it still has room.</summary>
    public bool TryAdd(WaitingMessage message)
    {
        lock (_lock)
        {
            if (_waiting.Count >= maxMessages || _bytes > maxBytes)
            {
                return false;
            }

            _waiting.Enqueue(message);
            _bytes += message.Body.Length;
        }

        load?.Add(1);
        Dispatch();
        return true;
    }

    /// <summary>A message that was out comes back to the head of the queue, which has room for it.</summary>
    public void Return(WaitingMessage message)
    {
        lock (_lock)
        {
            _returned.Push(message);
            _bytes += message.Body.Length;
        }

        load?.Add(1);
        Dispatch();
    }

    public void AddListener(NodeListener listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        Dispatch();
    }

    public void RemoveListener(NodeListener listener)
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

    private NodeListener? DispatchOne()
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

                _bytes -= message.Body.Length;
                load?.Add(-1);
                if (listener is not null)
                {
                    listener.Take(this, message);
                    return listener;
                }

                // Its caller has given up, and knows.
                message.Body.Dispose();
            }

            return null;
        }
    }

    private NodeListener? TakeListener()
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
