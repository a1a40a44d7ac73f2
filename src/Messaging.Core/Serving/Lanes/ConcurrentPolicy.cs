namespace Messaging.Serving;

/// <summary>A number of calls at a time, in order of arrival.</summary>
internal sealed class ConcurrentPolicy(int concurrency) : DispatchPolicy(concurrency)
{
    internal override IDispatchLanes CreateLanes(WaitingRoom room) => new ConcurrentLanes(Concurrency, room);
}
