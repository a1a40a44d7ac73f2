namespace Messaging.Serving;

/// <summary>All calls on one thread.</summary>
internal sealed class DedicatedThreadPolicy() : DispatchPolicy(1)
{
    internal override IDispatchLanes CreateLanes(WaitingRoom room) => new DedicatedThreadLanes(room);
}
