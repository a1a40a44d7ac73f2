using Messaging.Drivers.Thrift.Messages;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>Sends calls to servers.</summary>
internal interface ICaller : IAsyncDisposable
{
    /// <summary>An open connection that any number of calls can share; null when there is none.</summary>
    ServerConnection? Shared { get; }

    /// <summary>Sends a call and waits for the answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">The message from Core that the call was made from.</param>
    /// <param name="id">The id of the call.</param>
    /// <param name="cancellationToken">Ends the attempt, because the caller no longer waits.</param>
    /// <returns>The answer; null for a oneway call once it has been sent.</returns>
    Task<Reply?> AskAsync(OutgoingCall call, OutgoingMessage message, MessageId id, CancellationToken cancellationToken);
}
