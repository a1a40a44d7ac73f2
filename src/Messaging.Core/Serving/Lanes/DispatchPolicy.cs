using Messaging.Serving;

namespace Messaging;

/// <summary>How many methods of a server run at a time, and in which order.</summary>
/// <remarks>A policy may be given to any number of servers; each has lanes of its own.</remarks>
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

    /// <summary>Up to <paramref name="concurrency"/> methods at a time, in no order.</summary>
    /// <param name="concurrency">From 1 to 60,000.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in its range.</exception>
    public static DispatchPolicy Concurrent(int concurrency) => new ConcurrentPolicy(concurrency);

    /// <summary>One method at a time, in the order of arrival.</summary>
    /// <returns>The policy.</returns>
    public static DispatchPolicy Ordered() => new ConcurrentPolicy(1);

    /// <summary>In order of arrival for requests of one key, side by side for others.</summary>
    /// <param name="key">Gives the key of a request from its context, whose <see cref="RpcContext.Method"/> is set; null is a key too. Called on the receiving thread: quick, and does not throw (a message whose key cannot be had is rejected).</param>
    /// <param name="lanes">How many requests run at a time, from 1 to 60,000; keys share lanes.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in its range.</exception>
    public static DispatchPolicy OrderedBy(Func<RpcContext, string?> key, int lanes = 16) => new KeyedPolicy(key, lanes);

    /// <summary>One method at a time, all on one thread of their own, also what follows their awaits: for code that is bound to a thread.</summary>
    /// <returns>The policy.</returns>
    public static DispatchPolicy DedicatedThread() => new DedicatedThreadPolicy();

    /// <summary>Whether requests are run in the order in which they came, all or some.</summary>
    internal virtual bool KeepsOrder => Concurrency == 1;

    internal abstract IDispatchLanes CreateLanes(WaitingRoom room);
}
