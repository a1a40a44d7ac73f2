using Messaging.Drivers.ZeroMq.Admission;
using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Memory;

/// <summary>What one connection holds of its node's budget and can be made to give back: a body that is not finished, and replies that are not read.</summary>
/// <param name="budget">The budget.</param>
/// <param name="origin">Where the peer is.</param>
internal sealed class MemoryShare(MemoryBudget budget, Origin origin) : IThreadPoolWorkItem
{
    private Action<Exception>? _close;

    public Origin Origin => origin;

    /// <summary>How many bytes. Changed by the budget, under its lock.</summary>
    public long Held { get; set; }

    /// <summary>Whether others needed the room: nothing of it counts any more.</summary>
    public bool HasGivenWay { get; private set; }

    /// <summary>Why a connection is closed that holds too much.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Closes the connection whose share it is; set before it holds anything.</summary>
    public void Belong(Action<Exception> close) => _close = close;

    /// <summary>Takes so many bytes more, or gives some back.</summary>
    /// <returns>False when there is no room, and nobody has more than this connection.</returns>
    public bool TryChange(long bytes) => bytes == 0 || budget.TryChange(this, bytes, isHeld: false);

    /// <summary>Counts what is held already.</summary>
    public void Count(long bytes)
    {
        if (bytes != 0)
        {
            budget.TryChange(this, bytes, isHeld: true);
        }
    }

    /// <summary>Closes the connection, on another thread: this one may hold locks. Called by the budget, under its lock.</summary>
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
