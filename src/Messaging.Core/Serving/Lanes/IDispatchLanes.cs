namespace Messaging.Serving;

/// <summary>The running form of a <see cref="DispatchPolicy"/>: takes calls as they arrive and runs them as the policy says.</summary>
internal interface IDispatchLanes : IAsyncDisposable
{
    /// <summary>How many run now.</summary>
    int Running { get; }

    /// <summary>Takes a call. Never blocks and never runs it in place.</summary>
    /// <returns>False when it would have to wait and there is no room: it is not taken.</returns>
    bool Add(ILaneCall call);

    /// <summary>No call begins any more: what waits goes on waiting.</summary>
    void Close();

    /// <summary>Gives out the calls that have not begun, so that they can go back to the broker. The lanes are closed.</summary>
    IReadOnlyList<ILaneCall> TakeWaiting();
}
