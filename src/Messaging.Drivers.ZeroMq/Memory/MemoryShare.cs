using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Memory;

/// <summary>
/// One connection's share of its node's budget that can be taken back: an incomplete body, and replies that the peer has not read.
/// </summary>
/// <param name="budget">The budget.</param>
/// <param name="origin">The address that the peer comes from.</param>
internal sealed class MemoryShare(MemoryBudget budget, Origin origin) : IThreadPoolWorkItem
{
    private Action<Exception>? _close;

    public Origin Origin => origin;

    /// <summary>How many bytes are held. Changed by the budget, under its lock.</summary>
    public long Held { get; set; }

    /// <summary>Whether the share gave way to others: its memory is no longer counted.</summary>
    public bool HasGivenWay { get; private set; }

    /// <summary>Why the connection was closed, when it had to give way.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Sets how to close the connection that owns the share; called before the share holds anything.</summary>
    public void Belong(Action<Exception> close) => _close = close;

    /// <summary>Takes this many more bytes; negative to give back.</summary>
    /// <returns>False when there is no room and no other connection holds more than this one.</returns>
    public bool TryChange(long bytes) => bytes == 0 || budget.TryChange(this, bytes, isHeld: false);

    /// <summary>Counts memory that is allocated already.</summary>
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
