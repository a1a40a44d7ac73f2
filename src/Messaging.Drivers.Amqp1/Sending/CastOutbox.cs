using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Sends what has no reply: casts, fanouts, notifications and cancellations.</summary>
internal sealed class CastOutbox(ConfirmedSend sender, ConnectionSupervisor line, string controlExchange, TimeProvider time)
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    /// <summary>Sends a message, and waits until the broker has it.</summary>
    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var cast = new CastShipment(message, controlExchange);
        var isTaken = await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false);
        if (!isTaken && message.Kind == MessageKind.Notification)
        {
            // Its queue was there a moment ago, and somebody deleted it.
            line.Current?.Topology?.ForgetNotificationQueue(message.Target.Exchange ?? controlExchange, message.Target.Topic!);
            isTaken = await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false);
            if (!isTaken)
            {
                throw new DeliveryException($"Nobody took the notification on '{message.Target.Topic}': its queue was deleted, or nobody listens.", isTransient: true);
            }
        }

        if (!isTaken && message.Mandatory)
        {
            throw new NoServerException(message.Target, message.Method);
        }
    }

    /// <summary>Tells the servers of a topic that nobody waits for a call any more. Python services have no queue for it.</summary>
    public async Task CancelAsync(OutgoingMessage message, MessageId call)
    {
        using var cancel = new CancelShipment(message, call, new Deadline(time, CancelTime));
        try
        {
            await sender.SendAsync(cancel, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MessagingException or ObjectDisposedException)
        {
            // The server finishes a call that nobody waits for, as with a Python caller.
        }
    }
}
