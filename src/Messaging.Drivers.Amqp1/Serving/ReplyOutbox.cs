using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Sending;
using Messaging.Drivers.Amqp1.Replying;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>Sends a server's replies to the reply queues of its callers, and sends handed-back calls to their own queues.</summary>
internal sealed class ReplyOutbox(ConfirmedSend sender, ReplyAddresses addresses)
{
    /// <summary>Sends a reply, and waits for the broker's confirm. A reply to an address that is not allowed is dropped.</summary>
    /// <exception cref="DeliveryException">The caller's queue no longer exists, or the broker did not accept the reply in time.</exception>
    public async Task SendAsync(
        Dialect dialect, string replyTo, ReadOnlyMemory<byte> body, Message call, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!addresses.Allow(dialect, replyTo))
        {
            return;
        }

        using var reply = new ReplyShipment(replyTo, body, call, deadline);
        if (!await sender.SendAsync(reply, cancellationToken).ConfigureAwait(false))
        {
            throw new DeliveryException($"The reply queue '{replyTo}' no longer exists: its caller died or closed.", isTransient: false);
        }
    }

    /// <summary>Sends a call that was not started to its queue again: a requeued call would come back as one that may have run.</summary>
    public async Task HandBackAsync(QueueLink link, Message message, byte[] body, Deadline deadline, IncomingMessage facts)
    {
        var isTaken = false;
        try
        {
            var call = new HandBackShipment(link.Address, body, message, deadline, facts);
            isTaken = await sender.SendAsync(call, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MessagingException)
        {
            // Requeue it instead.
        }

        link.Settle(message, isTaken ? new Accepted() : new Modified { DeliveryFailed = true });
    }
}
