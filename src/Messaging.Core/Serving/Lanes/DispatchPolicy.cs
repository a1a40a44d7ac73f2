using Messaging.Serving;

namespace Messaging;

/// <summary>How many methods of a server run at a time, and in which order.</summary>
/// <remarks>Any number of servers may use the same policy; each has its own lanes.</remarks>
public abstract class DispatchPolicy
{
    private protected DispatchPolicy(int concurrency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(concurrency, 60_000);
        Concurrency = concurrency;
    }

    /// <summary>The most methods that run at a time.</summary>
    public int Concurrency { get; }

    /// <summary>Up to <paramref name="concurrency"/> methods at a time, in no particular order.</summary>
    /// <param name="concurrency">From 1 to 60,000.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static DispatchPolicy Concurrent(int concurrency) => new ConcurrentPolicy(concurrency);

    /// <summary>One method at a time, in the order of arrival.</summary>
    /// <returns>The policy.</returns>
    public static DispatchPolicy Ordered() => new ConcurrentPolicy(1);

    /// <summary>In order of arrival for requests with the same key, concurrently for others.</summary>
    /// <param name="key">Returns the key of a request from its context, whose <see cref="RpcContext.Method"/> is set; null is a key too.
    /// Called on the receiving thread: it must be quick and must not throw (otherwise the message is rejected).</param>
    /// <param name="lanes">How many requests run at a time, from 1 to 60,000; several keys share a lane.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static DispatchPolicy OrderedBy(Func<RpcContext, string?> key, int lanes = 16) => new KeyedPolicy(key, lanes);

    /// <summary>One method at a time, all on one dedicated thread, including the continuations of their awaits: for code that is bound to a
    /// thread.</summary>
    /// <returns>The policy.</returns>
    public static DispatchPolicy DedicatedThread() => new DedicatedThreadPolicy();

    /// <summary>Whether requests run in the order of arrival, all or some of them.</summary>
    internal virtual bool KeepsOrder => Concurrency == 1;

    internal abstract IDispatchLanes CreateLanes(WaitingRoom room);
}
