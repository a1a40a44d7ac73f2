using Messaging.Drivers;
using Messaging.Threads;

namespace Messaging.Intake;

/// <summary>Receives the messages of a listener and settles each.</summary>
internal interface IMessageLoop : IMessageReceiver, IMethodHost, IAsyncDisposable
{
    /// <summary>Limits how long a message may stay unsettled. Called once, before the loop is stopped.</summary>
    void KeepWithin(TimeSpan limit);

    /// <summary>No further method begins: waiting messages, and those that still arrive until the intake has stopped, will go
    /// back.</summary>
    void Close();

    /// <summary>Gives back the messages that have not begun, and waits for the rest; those that take longer than the drain time are
    /// cancelled. The intake has already stopped.</summary>
    /// <param name="cancellationToken">Ends the wait for running methods: they are cancelled.</param>
    /// <returns>The number of messages that were given back.</returns>
    Task<int> DrainAsync(CancellationToken cancellationToken);
}
