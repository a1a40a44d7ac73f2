using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Sending;
using Messaging.Drivers.Amqp1.Replying;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>Sends a server's replies to the queues of its callers, and calls that it hands back to their own.</summary>
internal sealed class ReplyOutbox(ConfirmedSend sender, ReplyAddresses addresses)
{
    /// <summary>Sends a reply, and waits until the broker has it; one that may not go there is dropped.</summary>
    /// <exception cref="DeliveryException">The caller's queue is gone, or the broker did not take the reply in time.</exception>
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

    /// <summary>Sends a call that has not begun to the queue anew: given back, it would come again as one that may have run.</summary>
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
            // Then it goes back the common way.
        }

        link.Settle(message, isTaken ? new Accepted() : new Modified { DeliveryFailed = true });
    }
}
