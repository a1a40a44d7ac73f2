using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Sends what has no reply: casts, fanouts, notifications and cancellations.</summary>
internal sealed class CastOutbox(ConfirmedSend sender, ConnectionSupervisor line, AddressBook addresses, TimeProvider time)
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    /// <summary>Sends a message, and waits until the broker has it.</summary>
    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var cast = new CastShipment(message, addresses);
        var isTaken = await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false);
        if (!isTaken && message.Kind == MessageKind.Notification)
        {
            // Its queue was there a moment ago, and somebody deleted it.
            line.Current?.Topology.ForgetNotificationQueue(addresses.Exchange(message.Target), message.Target.Topic!);
            isTaken = await sender.SendAsync(cast, cancellationToken).ConfigureAwait(false);
            if (!isTaken)
            {
                throw new DeliveryException($"No queue took the notification on '{message.Target.Topic}': it was deleted.", isTransient: true);
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
        using var cancel = new CancelShipment(message, call, addresses, new Deadline(time, CancelTime));
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
