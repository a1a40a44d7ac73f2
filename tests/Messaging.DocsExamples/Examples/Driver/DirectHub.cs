using Messaging.Drivers;

namespace Messaging.DocsExamples.Examples.Driver;

// <driver-hub>
/// <summary>Takes the place of a broker: it knows the listeners and the waiters for replies. It keeps no messages.</summary>
internal sealed class DirectHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ReplyWaiters Waiters, int MaxMessageSize)> _callers = [];
    private DirectListener[] _listeners = [];
    private int _turn;

    public void Add(DirectListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    public void Remove(DirectListener listener)
    {
        lock (_lock)
        {
            _listeners = [.. _listeners.Where(known => known != listener)];
        }
    }

    public DirectListener[] All(Target target) =>
        [.. Volatile.Read(ref _listeners).Where(listener => IsFor(target, listener.Target))];

    /// <summary>The next of the listeners that serve the target, in turn.</summary>
    public DirectListener? One(Target target) =>
        All(target) is { Length: > 0 } fitting ? fitting[(int)((uint)Interlocked.Increment(ref _turn) % fitting.Length)] : null;

    public void AddCaller(string address, ReplyWaiters waiters, int maxMessageSize)
    {
        lock (_lock)
        {
            _callers.Add(address, (waiters, maxMessageSize));
        }
    }

    public void RemoveCaller(string address)
    {
        lock (_lock)
        {
            _callers.Remove(address);
        }
    }

    public (ReplyWaiters Waiters, int MaxMessageSize)? Caller(string address)
    {
        lock (_lock)
        {
            return _callers.TryGetValue(address, out var caller) ? caller : null;
        }
    }

    private static bool IsFor(Target target, Target served) =>
        served.Topic == target.Topic
        && (target.Fanout || served.Exchange == target.Exchange)            // as in oslo.messaging, a fanout ignores the exchange
        && (target.Server is null || served.Server == target.Server);
}
// </driver-hub>
