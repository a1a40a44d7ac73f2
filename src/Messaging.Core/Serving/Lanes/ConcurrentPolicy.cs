namespace Messaging.Serving;

/// <summary>So many at a time, in order of arrival.</summary>
internal sealed class ConcurrentPolicy(int concurrency) : DispatchPolicy(concurrency)
{
    internal override IDispatchLanes CreateLanes(WaitingRoom room) => new ConcurrentLanes(Concurrency, room);
}
