using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers;

/// <summary>An in-memory queue of <see cref="MessageQueues"/>. Its listeners get its messages in turn, as far as their credit
/// allows.</summary>
/// <remarks>Safe for any number of threads.</remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, as the word is used of brokers.")]
public sealed class MessageQueue
{
    /// <summary>Fewer abandoned messages are not searched for.</summary>
    private const int FewAbandoned = 64;

    private readonly int _maxMessages;
    private readonly long _maxBytes;
    private readonly Action<int>? _onWaiting;
    private readonly CancelledCalls? _cancelled;
    private readonly Lock _lock = new();
    private readonly Stack<QueuedMessage> _returned = new();
    private readonly List<QueueListener> _listeners = [];
    private Queue<QueuedMessage> _waiting = new();
    private long _bytes;
    private long _abandoned;
    private int _turn;

    internal MessageQueue(
        string name, int maxMessages = int.MaxValue, long maxBytes = long.MaxValue, Action<int>? onWaiting = null,
        CancelledCalls? cancelled = null)
    {
        Name = name;
        _maxMessages = maxMessages;
        _maxBytes = maxBytes;
        _onWaiting = onWaiting;
        _cancelled = cancelled;
    }

    /// <summary>Its name in errors and logs: the topic, and the server if it is a server's queue.</summary>
    public string Name { get; }

    /// <summary>The number of listeners, and of messages that wait for one of them.</summary>
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

    /// <summary>Adds a message, if there is room. A listener may get it before this returns.</summary>
    /// <param name="message">The message. From now on it belongs to the queue.</param>
    /// <returns>False when the queue is full: the caller still owns the message and discards it.</returns>
    public bool TryAdd(QueuedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (_lock)
        {
            if (_waiting.Count >= _maxMessages || _bytes > _maxBytes)
            {
                return false;
            }

            _waiting.Enqueue(message);
            _bytes += message.Body.Length;
        }

        _onWaiting?.Invoke(1);
        Dispatch();
        return true;
    }

    /// <summary>Takes back messages that their driver held: they go to the head of the queue, which always has room for them.</summary>
    /// <param name="messages">The messages, in the order in which they were taken out.</param>
    public void Restore(IReadOnlyList<QueuedMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        lock (_lock)
        {
            for (var i = messages.Count - 1; i >= 0; i--)
            {
                _returned.Push(messages[i]);
                _bytes += messages[i].Body.Length;
            }
        }

        _onWaiting?.Invoke(messages.Count);
        Dispatch();
    }

    /// <summary>Returns an unsettled message to the head of the queue, which always has room for it.</summary>
    internal void Return(QueuedMessage message)
    {
        lock (_lock)
        {
            _returned.Push(message);
            _bytes += message.Body.Length;
        }

        _onWaiting?.Invoke(1);
        Dispatch();
    }

    /// <summary>At most so many messages have been abandoned while they waited. Once they may be half of all, they are searched for: so the
    /// cost per message stays low.</summary>
    internal void CountAbandoned(int most)
    {
        List<QueuedMessage> dropped = [];
        lock (_lock)
        {
            _abandoned += most;
            if (_abandoned < FewAbandoned || _abandoned * 2 < _waiting.Count)
            {
                return;
            }

            _abandoned = 0;
            var left = new Queue<QueuedMessage>();
            foreach (var message in _waiting)
            {
                if (IsAbandoned(message))
                {
                    dropped.Add(message);
                    _bytes -= message.Body.Length;
                }
                else
                {
                    left.Enqueue(message);
                }
            }

            _waiting = left;
        }

        _onWaiting?.Invoke(-dropped.Count);
        foreach (var message in dropped)
        {
            message.Discard();
        }
    }

    internal void AddListener(QueueListener listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        Dispatch();
    }

    internal void RemoveListener(QueueListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>Hands over as many messages as possible: called whenever a message, a listener or credit was added.</summary>
    internal void Dispatch()
    {
        // No receiver runs under the lock; messages that are put into a listener's line there keep their order.
        while (DispatchOne() is { } listener)
        {
            listener.HandOver();
        }
    }

    private QueueListener? DispatchOne()
    {
        lock (_lock)
        {
            while (_returned.TryPeek(out var message) || _waiting.TryPeek(out message))
            {
                var isDropped = message.Expiry.IsPast || IsAbandoned(message);
                var isHeld = !isDropped && message.TryHold(this);
                var listener = isDropped || isHeld ? null : TakeListener();
                if (listener is null && !isDropped && !isHeld)
                {
                    return null;
                }

                if (!_returned.TryPop(out _))
                {
                    _waiting.Dequeue();
                }

                _bytes -= message.Body.Length;
                _onWaiting?.Invoke(-1);
                if (listener is not null)
                {
                    listener.Take(this, message);
                    return listener;
                }

                if (isDropped)
                {
                    // Its caller has given up, and knows.
                    message.Discard();
                }
            }

            return null;
        }
    }

    private bool IsAbandoned(QueuedMessage message) =>
        message.IsAbandoned || _cancelled?.Take(message.CallId, message.ReplyTo) == true;

    private QueueListener? TakeListener()
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
