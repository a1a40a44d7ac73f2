using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Sends messages without a reply: casts, fanouts, notifications and cancellations.</summary>
internal sealed class CastOutbox(
    ConfirmedSend sender, ExpectedServers servers, ConnectionSupervisor line, string controlExchange, TimeProvider time)
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    /// <summary>Sends a message, and waits for the broker's confirm.</summary>
    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var cast = new CastShipment(message, controlExchange);
        while (!await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false))
        {
            var isNotification = message.Kind == MessageKind.Notification;
            if (isNotification)
            {
                // Its queue existed a moment ago and was deleted: it is declared again.
                line.Current?.Topology?.ForgetNotificationQueue(message.Target.Exchange ?? controlExchange, message.Target.Topic!);
                if (await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }
            }

            if (!servers.AreExpected(message))
            {
                if (isNotification)
                {
                    throw new DeliveryException(
                        $"Nobody took the notification on '{message.Target.Topic}': its queue was deleted, or nobody listens.",
                        isTransient: true);
                }

                if (message.Mandatory)
                {
                    throw new NoServerException(message.Target, message.Method);
                }

                return;
            }

            if (!await servers.PauseAsync(message.Deadline, cancellationToken).ConfigureAwait(false))
            {
                throw new NoServerException(message.Target, message.Method);
            }
        }

        servers.OnTaken(message);
    }

    /// <summary>
    /// Tells the servers of a topic that nobody waits for a call any more. Python services have no queue for such messages.
    /// </summary>
    public async Task CancelAsync(OutgoingMessage message, MessageId call)
    {
        using var cancel = new CancelShipment(message, call, new Deadline(time, CancelTime));
        try
        {
            await sender.SendAsync(cancel, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MessagingException or ObjectDisposedException)
        {
            // The server completes a call that nobody waits for, as it does for a Python caller.
        }
    }
}
