namespace Messaging.Serving;

/// <summary>In order of arrival for each key.</summary>
internal sealed class KeyedPolicy : DispatchPolicy
{
    private readonly Func<RpcContext, string?> _key;

    public KeyedPolicy(Func<RpcContext, string?> key, int lanes)
        : base(lanes)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
    }

    internal override bool KeepsOrder => true;

    internal override IDispatchLanes CreateLanes(WaitingRoom room) => new KeyedLanes(_key, Concurrency, room);
}
