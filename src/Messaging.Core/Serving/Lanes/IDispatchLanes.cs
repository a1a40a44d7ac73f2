namespace Messaging.Serving;

/// <summary>The running form of a <see cref="DispatchPolicy"/>: accepts calls as they arrive and runs them according to the
/// policy.</summary>
internal interface IDispatchLanes : IAsyncDisposable
{
    /// <summary>How many calls are running.</summary>
    int Running { get; }

    /// <summary>Accepts a call. Never blocks and never runs it inline.</summary>
    /// <returns>False when it would have to wait and there is no room: it is not accepted.</returns>
    bool Add(ILaneCall call);

    /// <summary>No further call begins: waiting calls keep waiting.</summary>
    void Close();

    /// <summary>Returns the calls that have not begun, so that they can go back to the broker. The lanes must be closed.</summary>
    IReadOnlyList<ILaneCall> TakeWaiting();
}
