namespace Messaging.Drivers;

/// <summary>A driver that carries notifications as well as requests. On a driver that does not implement it, creating a notifier or a
/// listener fails.</summary>
/// <remarks>
/// <para><see cref="IDriver.SendAsync"/> is given messages of <see cref="MessageKind.Notification"/>. Each goes to the queue of its
/// target's topic, which the driver creates if it does not exist, so that a notification waits for the first listener; and a copy goes to
/// every pool that listens to the topic. It has no time to live.</para>
/// <para>Concurrency and errors are as for <see cref="IDriver"/>.</para>
/// </remarks>
public interface INotificationDriver : IDriver
{
    /// <summary>Starts receiving the notifications of some topics. Listeners that share a queue share its notifications.</summary>
    /// <param name="sources">The sources: each has a topic, which ends with a priority (<c>notifications.info</c>), and may have an
    /// exchange. There is at least one.</param>
    /// <param name="pool">Null to receive from the queues of the topics; otherwise the name of one queue that gets a copy of everything
    /// sent to them from now on.</param>
    /// <param name="options">How many messages may be unsettled at a time.</param>
    /// <param name="receiver">The receiver of the messages.</param>
    /// <param name="cancellationToken">Cancels the start; nothing is left behind then.</param>
    /// <returns>The listener, once the broker routes notifications to it. It recovers from lost connections by itself.</returns>
    /// <exception cref="ConnectionFailedException">The broker could not be reached, or refused the connection.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    Task<IListener> ListenForNotificationsAsync(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken);
}
