using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Memory;

/// <summary>
/// The part of its node's budget that one connection holds and can be made to give back: an incomplete body, and unread replies.
/// </summary>
/// <param name="budget">The budget.</param>
/// <param name="origin">The origin of the peer.</param>
internal sealed class MemoryShare(MemoryBudget budget, Origin origin) : IThreadPoolWorkItem
{
    private Action<Exception>? _close;

    public Origin Origin => origin;

    /// <summary>The bytes held. Changed by the budget, under its lock.</summary>
    public long Held { get; set; }

    /// <summary>Whether it was reclaimed for others: none of it counts any more.</summary>
    public bool HasGivenWay { get; private set; }

    /// <summary>Why a connection that holds too much is closed.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Sets how the connection that owns the share is closed; called before it holds anything.</summary>
    public void Belong(Action<Exception> close) => _close = close;

    /// <summary>Takes more bytes, or gives some back.</summary>
    /// <returns>False when there is no room, and no other connection holds more than this one.</returns>
    public bool TryChange(long bytes) => bytes == 0 || budget.TryChange(this, bytes, isHeld: false);

    /// <summary>Counts bytes that are already held.</summary>
    public void Count(long bytes)
    {
        if (bytes != 0)
        {
            budget.TryChange(this, bytes, isHeld: true);
        }
    }

    /// <summary>Closes the connection on another thread, because this one may hold locks. Called by the budget, under its lock.</summary>
    public void GiveWay()
    {
        HasGivenWay = true;
        Reason = Describe(Held);
        Held = 0;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The reason to close this connection.</summary>
    public string Describe(long held) => FormattableString.Invariant(
        $"the peers' messages hold {budget.Held} bytes, which is the limit (memory_budget), and most were held for this peer: {held}");

    void IThreadPoolWorkItem.Execute() => _close?.Invoke(new RefusedPeerException(Reason));
}
