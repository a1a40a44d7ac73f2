using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Messaging.Drivers;

/// <summary>
/// The queues of a driver that has no broker to keep them: by topic and by server, with their listeners, and the fanouts and cancels of
/// each topic.
/// </summary>
/// <remarks>
/// As on RabbitMQ, a queue is created with its first listener and stays: messages wait in it for the next. Safe for any number of threads.
/// </remarks>
public sealed class MessageQueues
{
    private readonly ConcurrentDictionary<(string Exchange, string Topic, string? Server), MessageQueue> _queues = new();
    private readonly int _maxMessages;
    private readonly long _maxBytes;
    private readonly Action<int>? _onWaiting;
    private readonly ConcurrentDictionary<string, ImmutableArray<MessageQueue>> _byTopic = new(StringComparer.Ordinal);
    private readonly CancelledCalls _cancelled;
    private readonly Lock _lock = new();
    private QueueListener[] _listeners = [];

    /// <summary>Creates an empty set.</summary>
    /// <param name="time">The clock by which cancels are remembered.</param>
    /// <param name="maxMessages">The most messages that may wait in a queue. A message that comes back is accepted above this
    /// limit.</param>
    /// <param name="maxBytes">How many bytes may wait in a queue before it takes no further message.</param>
    /// <param name="onWaiting">Called with the change in the number of waiting messages (1 or -1), for all queues but those of fanouts; or
    /// null. Called at any time, from any thread, under locks: it must neither block nor throw.</param>
    /// <exception cref="ArgumentNullException"><paramref name="time"/> is null.</exception>
    public MessageQueues(TimeProvider time, int maxMessages = int.MaxValue, long maxBytes = long.MaxValue, Action<int>? onWaiting = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _cancelled = new CancelledCalls(time);
        _maxMessages = maxMessages;
        _maxBytes = maxBytes;
        _onWaiting = onWaiting;
    }

    /// <summary>The queues and their targets, as they are during enumeration. The server is null for the queue of a topic.</summary>
    public IEnumerable<(string Exchange, string Topic, string? Server, MessageQueue Queue)> All
    {
        get
        {
            foreach (var ((exchange, topic, server), queue) in _queues)
            {
                yield return (exchange, topic, server, queue);
            }
        }
    }

    /// <summary>The queue of a target.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="server">The server, or null for any.</param>
    /// <returns>The queue, or null when the target was never served.</returns>
    public MessageQueue? Find(string exchange, string topic, string? server) => _queues.GetValueOrDefault((exchange, topic, server));

    /// <summary>Starts receiving for a server: from the queue of its topic, from its own, and from one for fanouts.</summary>
    /// <param name="target">The target that it serves.</param>
    /// <param name="options">How it receives messages.</param>
    /// <param name="receiver">The receiver of the messages, and of the cancels of the topic.</param>
    /// <param name="context">What the server's transport provides: the exchange of a target without one, and the largest accepted
    /// body.</param>
    /// <param name="onDropped">Logs that a message was rejected, with the name of its queue and the reason. Called from any thread.</param>
    /// <returns>The listener. When it is disposed, unsettled messages go back to the head of their queue, in their order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public IListener Listen(
        Target target, ListenOptions options, IMessageReceiver receiver, DriverContext context, Action<string, string> onDropped)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(onDropped);
        var exchange = target.Exchange ?? context.ControlExchange;
        var topic = target.Topic!;
        MessageQueue[] queues =
            [Get(exchange, topic, null), Get(exchange, topic, target.Server), new MessageQueue(topic + "_fanout", _maxMessages, _maxBytes)];
        var listener = new QueueListener(this, topic, queues, options, receiver, context.MaxMessageSize, onDropped);
        lock (_lock)
        {
            _listeners = [.. _listeners, listener];
        }

        listener.Start();
        return listener;
    }

    /// <summary>Adds a copy of a message for every listener of a topic, in any exchange: as in oslo, the exchange is not part of a
    /// fanout.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="message">The message. This method discards it.</param>
    /// <returns>Whether each listener had room for its copy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public bool TryAddFanout(string topic, QueuedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var isWhole = true;
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            if (listener.Topic != topic)
            {
                continue;
            }

            if (message.TryCopy() is not { } copy)
            {
                isWhole = false;
            }
            else if (!listener.FanoutQueue.TryAdd(copy))
            {
                isWhole = false;
                copy.Discard();
            }
        }

        message.Discard();
        return isWhole;
    }

    /// <summary>Cancels a call whose caller gave up: it is removed from the queue of the topic, or the listener that has it is
    /// told.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancel">The call and its caller.</param>
    public void Cancel(string topic, CallCancel cancel)
    {
        var isFound = false;
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            isFound |= listener.Topic == topic && listener.Cancel(cancel);
        }

        if (!isFound)
        {
            _cancelled.Add(cancel);
            foreach (var queue in _byTopic.GetValueOrDefault(topic, []))
            {
                queue.CountAbandoned(1);
            }
        }
    }

    /// <summary>Reports that waiting messages have been abandoned (<see cref="QueuedMessage.IsAbandoned"/>): once they may be many, they
    /// are removed before their turn.</summary>
    /// <param name="most">The highest possible number of them.</param>
    public void CountAbandoned(int most)
    {
        foreach (var (_, queue) in _queues)
        {
            queue.CountAbandoned(most);
        }
    }

    /// <summary>The queue of a target; created if needed.</summary>
    internal MessageQueue Get(string exchange, string topic, string? server)
    {
        if (_queues.TryGetValue((exchange, topic, server), out var known))
        {
            return known;
        }

        lock (_lock)
        {
            return _queues.GetOrAdd((exchange, topic, server), static (key, self) => self.Create(key.Topic, key.Server), this);
        }
    }

    internal void Remove(QueueListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners.Where(known => known != listener)];
        }
    }

    private MessageQueue Create(string topic, string? server)
    {
        var queue = new MessageQueue(server is null ? topic : $"{topic}.{server}", _maxMessages, _maxBytes, _onWaiting, _cancelled);
        _byTopic[topic] = _byTopic.GetValueOrDefault(topic, []).Add(queue);
        return queue;
    }
}
