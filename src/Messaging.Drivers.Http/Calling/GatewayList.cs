using Messaging.Drivers.Http.Addressing;

namespace Messaging.Drivers.Http.Calling;

/// <summary>The gateways of a URL, each first in turn. A gateway that could not be reached comes last for a while.</summary>
internal sealed class GatewayList(IReadOnlyList<GatewayAddress> gateways, TimeSpan pause, TimeProvider time)
{
    private readonly long[] _failedAt = new long[gateways.Count];
    private int _turn = -1;

    public int Count => gateways.Count;

    public GatewayAddress this[int index] => gateways[index];

    /// <summary>The indexes of the gateways, in the order in which to ask them.</summary>
    public int[] Order()
    {
        if (gateways.Count == 1)
        {
            return [0];
        }

        var turn = (uint)Interlocked.Increment(ref _turn);
        var order = new int[gateways.Count];
        int good = 0, bad = gateways.Count;
        for (var i = 0; i < gateways.Count; i++)
        {
            var index = (int)((turn + (uint)i) % (uint)gateways.Count);
            order[IsPausing(index) ? --bad : good++] = index;
        }

        return order;
    }

    public void Failed(int index) => Volatile.Write(ref _failedAt[index], Math.Max(1, time.GetTimestamp()));

    public void Reached(int index)
    {
        if (Volatile.Read(ref _failedAt[index]) != 0)
        {
            Volatile.Write(ref _failedAt[index], 0);
        }
    }

    private bool IsPausing(int index) =>
        Volatile.Read(ref _failedAt[index]) is var failed && failed != 0 && time.GetElapsedTime(failed) < pause;
}
