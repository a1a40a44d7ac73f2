using Messaging.Drivers;
using Messaging.Threads;

namespace Messaging.Intake;

/// <summary>What takes the messages of a listener and sees each to its ending.</summary>
internal interface IMessageLoop : IMessageReceiver, IMethodHost, IAsyncDisposable
{
    /// <summary>Keeps no message much longer than this without an ending. Called once, before the loop is stopped.</summary>
    void KeepWithin(TimeSpan limit);

    /// <summary>No method begins any more: what is waiting, and what still comes until the intake has stopped, will go back.</summary>
    void Close();

    /// <summary>Gives back what has not begun, and waits for the rest; what takes longer than the drain time is cancelled. The intake has stopped before.</summary>
    /// <param name="cancellationToken">Ends the wait for what runs: it is cancelled.</param>
    /// <returns>The number of messages that were given back.</returns>
    Task<int> DrainAsync(CancellationToken cancellationToken);
}
