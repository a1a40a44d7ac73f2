namespace Messaging.Drivers;

/// <summary>A connection to a broker, or to peers. Driver authors implement it.</summary>
/// <remarks>
/// <para>All members may be called concurrently, and before <see cref="ConnectAsync"/>: a driver connects by itself when it is first
/// needed, and reconnects whenever the connection is lost. While it is down, calls and sends wait within their own time.</para>
/// <para>A driver never runs a caller's continuation while it holds a lock, and never blocks a thread.</para>
/// </remarks>
public interface IDriver : IAsyncDisposable
{
    /// <summary>Connects now, so that errors (no broker, a wrong password) show at once.</summary>
    /// <param name="cancellationToken">Cancels the wait; the driver stays usable.</param>
    /// <returns>A task that completes when the driver is connected, at once if it already is.</returns>
    /// <exception cref="ConnectionFailedException">Every host was tried and none accepted the connection.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Sends a call and waits for its reply.</summary>
    /// <param name="message">The call. Its clock is already running: the driver ends the wait at <see cref="OutgoingMessage.Deadline"/>,
    /// connected or not.</param>
    /// <param name="cancellationToken">Ends the call here at once; the driver then tells the servers, without waiting for them.</param>
    /// <returns>The reply, which the caller disposes. It may be a failure of the server. Awaited once, so that drivers can reuse what they
    /// return.</returns>
    /// <exception cref="CallTimeoutException">No reply came by the deadline.</exception>
    /// <exception cref="NoServerException">The broker cannot route the call to any server.</exception>
    /// <exception cref="ConnectionLostException">The reply can no longer arrive.</exception>
    /// <exception cref="ConnectionFailedException">There is no connection, and retrying will not help: the broker refused the
    /// login.</exception>
    /// <exception cref="DeliveryException">The broker refused the message.</exception>
    /// <exception cref="SerializationException">The message could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed before or during the call.</exception>
    ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Sends a message that has no reply: a cast, to one server or to all.</summary>
    /// <param name="message">The cast; sent by its <see cref="OutgoingMessage.Deadline"/> or not at all.</param>
    /// <param name="cancellationToken">Cancels the wait; the message may still be delivered.</param>
    /// <returns>A task that completes when the broker has taken responsibility for the message.</returns>
    /// <exception cref="NoServerException">The cast names a server (<see cref="OutgoingMessage.Mandatory"/>) that nobody
    /// serves.</exception>
    /// <exception cref="DeliveryException">The broker refused the message, or did not confirm it by the deadline.</exception>
    /// <exception cref="ConnectionFailedException">There is no connection, and retrying will not help: the broker refused the
    /// login.</exception>
    /// <exception cref="SerializationException">The message could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed before or during the send.</exception>
    Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Starts receiving the messages of a target: those to its topic, to its server, and the fanouts of its topic.</summary>
    /// <param name="target">What to serve; it has a topic and a server.</param>
    /// <param name="options">How many messages may be unsettled at a time.</param>
    /// <param name="receiver">The receiver of the messages.</param>
    /// <param name="cancellationToken">Cancels the start; nothing is left behind then.</param>
    /// <returns>The listener, once the broker routes messages to it. It recovers from lost connections by itself.</returns>
    /// <exception cref="ConnectionFailedException">The broker could not be reached, or refused the connection.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    Task<IListener> ListenAsync(Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken);
}
