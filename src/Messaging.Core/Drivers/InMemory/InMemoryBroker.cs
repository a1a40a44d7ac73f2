using System.Collections.Concurrent;

namespace Messaging.Drivers.InMemory;

/// <summary>An in-memory broker: the queues, the pools of notifications, and the drivers that wait for replies.</summary>
internal sealed class InMemoryBroker(TimeProvider time)
{
    private readonly Dictionary<string, MessageQueue> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Exchange, string Topic), MessageQueue[]> _pooled = [];
    private readonly ConcurrentDictionary<string, InMemoryCaller> _callers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public TimeProvider TimeProvider { get; } = time;

    public MessageQueues Queues { get; } = new(time);

    /// <summary>The queue of a pool, which gets a copy of each notification of a topic from now on.</summary>
    public MessageQueue GetPool(string name, string exchange, string topic)
    {
        lock (_lock)
        {
            if (!_pools.TryGetValue(name, out var pool))
            {
                _pools[name] = pool = new MessageQueue(name);
            }

            var pooled = _pooled.GetValueOrDefault((exchange, topic), []);
            if (!pooled.Contains(pool))
            {
                _pooled[(exchange, topic)] = [.. pooled, pool];
            }

            return pool;
        }
    }

    /// <summary>Puts a notification into the queue of its topic, which is created if needed, and a copy into each pool.</summary>
    public void Publish(string exchange, string topic, InMemoryMessage message)
    {
        MessageQueue[] pools;
        lock (_lock)
        {
            pools = _pooled.GetValueOrDefault((exchange, topic), []);
        }

        foreach (var pool in pools)
        {
            pool.TryAdd(message.TryCopy()!);
        }

        Queues.Get(exchange, topic, null).TryAdd(message);
    }

    public void AddCaller(string address, InMemoryCaller caller) => _callers[address] = caller;

    public void RemoveCaller(string address) => _callers.TryRemove(address, out _);

    public InMemoryCaller? FindCaller(string address) => _callers.GetValueOrDefault(address);
}
