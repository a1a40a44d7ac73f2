using System.Collections.Concurrent;

namespace Messaging.Drivers.InMemory;

/// <summary>What a broker is in memory: queues by topic and by server, the listeners of each topic's fanouts, and the drivers that wait for replies.</summary>
/// <remarks>As on RabbitMQ, a queue comes with its first listener and stays: messages wait in it for the next.</remarks>
internal sealed class InMemoryBroker(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Exchange, string Topic, string? Server), InMemoryQueue> _queues = new();
    private readonly Dictionary<string, InMemoryQueue> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Exchange, string Topic), InMemoryQueue[]> _pooled = [];
    private readonly ConcurrentDictionary<string, ReplyWaiters> _callers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private InMemoryListener[] _listeners = [];

    public TimeProvider TimeProvider { get; } = time;

    public InMemoryQueue? FindQueue(string exchange, Target target) => _queues.GetValueOrDefault((exchange, target.Topic!, target.Server));

    public InMemoryQueue GetQueue(string exchange, string topic, string? server) =>
        _queues.GetOrAdd((exchange, topic, server), static key => new InMemoryQueue(key.Server is null ? key.Topic : $"{key.Topic}.{key.Server}"));

    /// <summary>The queue of a pool, which gets a copy of each notification of a topic from now on.</summary>
    public InMemoryQueue GetPool(string name, string exchange, string topic)
    {
        lock (_lock)
        {
            if (!_pools.TryGetValue(name, out var pool))
            {
                _pools[name] = pool = new InMemoryQueue(name);
            }

            var pooled = _pooled.GetValueOrDefault((exchange, topic), []);
            if (!pooled.Contains(pool))
            {
                _pooled[(exchange, topic)] = [.. pooled, pool];
            }

            return pool;
        }
    }

    /// <summary>Puts a notification into the queue of its topic, which comes with it, and a copy into each pool.</summary>
    public void Publish(string exchange, string topic, InMemoryMessage message)
    {
        InMemoryQueue[] pools;
        lock (_lock)
        {
            pools = _pooled.GetValueOrDefault((exchange, topic), []);
        }

        foreach (var pool in pools)
        {
            pool.Add(message.Copy());
        }

        GetQueue(exchange, topic, null).Add(message);
    }

    /// <summary>The listeners of a topic, in any exchange: as in oslo, the exchange is no part of a fanout.</summary>
    public IEnumerable<InMemoryListener> FindListeners(string topic)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            if (listener.FanoutTopic == topic)
            {
                yield return listener;
            }
        }
    }

    public void AddListener(InMemoryListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    public void RemoveListener(InMemoryListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners.Where(known => known != listener)];
        }
    }

    public void AddCaller(string address, ReplyWaiters waiters) => _callers[address] = waiters;

    public void RemoveCaller(string address) => _callers.TryRemove(address, out _);

    public ReplyWaiters? FindCaller(string address) => _callers.GetValueOrDefault(address);
}
