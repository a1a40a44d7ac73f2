namespace Messaging.Drivers;

/// <summary>A driver that carries notifications as well as requests. One that does not implement this says so: making a notifier or a listener on it fails with an error.</summary>
/// <remarks>
/// <para><see cref="IDriver.SendAsync"/> is given messages of <see cref="MessageKind.Notification"/>. Each goes to the queue of its target's topic, which the driver makes
/// when it is not there, so that a notification waits for the first listener; and a copy goes to every pool that listens to the topic. It has no time to live.</para>
/// <para>Concurrency and errors are as <see cref="IDriver"/> says.</para>
/// </remarks>
public interface INotificationDriver : IDriver
{
    /// <summary>Starts to take the notifications of some topics. Listeners that share a queue share its notifications.</summary>
    /// <param name="sources">What to take: each has a topic, which ends with a priority (<c>notifications.info</c>), and may have an exchange. There is at least one.</param>
    /// <param name="pool">Null to take from the queues of the topics; else the name of one queue that gets a copy of all that is sent to them from now on.</param>
    /// <param name="options">How many messages may be out at a time.</param>
    /// <param name="receiver">Where the messages go.</param>
    /// <param name="cancellationToken">Ends the wait for the start; nothing is left behind then.</param>
    /// <returns>The listener, once the broker has everything in place to route notifications to it. It survives lost connections by itself.</returns>
    /// <exception cref="ConnectionFailedException">The broker could not be reached or refused us.</exception>
    /// <exception cref="DeliveryException">The broker refused a queue or an exchange.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The driver was disposed.</exception>
    Task<IListener> ListenForNotificationsAsync(
        IReadOnlyList<Target> sources, string? pool, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken);
}
