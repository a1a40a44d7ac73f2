using Messaging.Drivers.Thrift.Messages;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A way to call servers.</summary>
internal interface ICaller : IAsyncDisposable
{
    /// <summary>An open connection that any number of calls share; null when there is none.</summary>
    ServerConnection? Shared { get; }

    /// <summary>Sends a call and waits for the answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">The same call, in Core's form.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the attempt: nobody waits any more.</param>
    /// <returns>The answer; null for a oneway call, which has then been sent.</returns>
    Task<Reply?> AskAsync(OutgoingCall call, OutgoingMessage message, MessageId id, CancellationToken cancellationToken);
}
