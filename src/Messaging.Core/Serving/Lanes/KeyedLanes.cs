namespace Messaging.Serving;

/// <summary>Lanes that each serve some of the keys and run one call at a time.</summary>
internal sealed class KeyedLanes : IDispatchLanes
{
    private readonly Func<RpcContext, string?> _key;
    private readonly ConcurrentLanes[] _lanes;

    public KeyedLanes(Func<RpcContext, string?> key, int lanes, WaitingRoom room)
    {
        _key = key;
        _lanes = new ConcurrentLanes[lanes];
        for (var i = 0; i < lanes; i++)
        {
            _lanes[i] = new ConcurrentLanes(1, room);
        }
    }

    public int Running => _lanes.Sum(lane => lane.Running);

    public bool Add(ILaneCall call)
    {
        var key = _key(call.Context);
        var hash = key is null ? 0 : string.GetHashCode(key, StringComparison.Ordinal);
        return _lanes[(uint)hash % _lanes.Length].Add(call);
    }

    public void Close()
    {
        foreach (var lane in _lanes)
        {
            lane.Close();
        }
    }

    public IReadOnlyList<ILaneCall> TakeWaiting() => [.. _lanes.SelectMany(lane => lane.TakeWaiting())];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
