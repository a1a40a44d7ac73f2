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
        using var body = MessageBuffer.Rent();
        message.WriteTo(body, EnvelopeFormat.Oslo2);
        var to = message.Kind == MessageKind.Fanout
            ? BrokerNames.Exchange(BrokerNames.FanoutExchange(message.Target.Topic!)) : addresses.Of(message.Target);
        var isTaken = await SendAsync(message, to, body, cancellationToken).ConfigureAwait(false);
        if (!isTaken && message.Kind == MessageKind.Notification)
        {
            // Its queue was there a moment ago, and somebody deleted it.
            line.Current?.Topology.ForgetNotificationQueue(addresses.Exchange(message.Target), message.Target.Topic!);
            isTaken = await SendAsync(message, to, body, cancellationToken).ConfigureAwait(false);
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

    private async Task<bool> SendAsync(OutgoingMessage message, string to, MessageBuffer body, CancellationToken cancellationToken)
    {
        var target = message.Target;
        return await sender.SendAsync(
            () => MessageForm.Make(to, body.WrittenMemory, message.TimeToLive, message.TraceParent, message.TraceState),
            $"'{message.Method}' to {target}", message.Deadline, cancellationToken,
            message.Kind == MessageKind.Notification
                ? (session, token) => session.Topology.EnsureNotificationQueueAsync(addresses.Exchange(target), target.Topic!, token)
                : null).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells the servers of a topic that nobody waits for a call any more. As the call, it is of no use when the time of the call is over: so long
    /// servers remember it. Python services have no queue for it.
    /// </summary>
    public async Task CancelAsync(OutgoingMessage message, MessageId call)
    {
        using var body = MessageBuffer.Rent();
        CancelNotice.Write(body, call);
        var target = message.Target;
        var to = BrokerNames.Exchange(addresses.Exchange(target), BrokerNames.CancelKey(target.Topic!));
        try
        {
            await sender.SendAsync(
                () => MessageForm.Make(to, body.WrittenMemory, message.TimeToLive), "A cancellation", new Deadline(time, CancelTime),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MessagingException or ObjectDisposedException)
        {
            // The server finishes a call that nobody waits for, as with a Python caller.
        }
    }
}
