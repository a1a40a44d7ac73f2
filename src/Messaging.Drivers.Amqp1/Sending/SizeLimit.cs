using System.Globalization;
using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>
/// The largest message that the broker accepts, as announced when the link was attached. A larger one would end the link, with everything
/// in flight on it.
/// </summary>
/// <param name="limit">The limit in bytes; 0 when the broker announced none.</param>
internal sealed class SizeLimit(ulong limit)
{
    // The most that surrounds a body: addresses, which may be long, and the trace context.
    private const int MostAround = 64 * 1024;

    /// <summary>Checks a message before it is sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">The sender of the message.</param>
    /// <exception cref="MessageTooLargeException">The message is larger than the limit.</exception>
    public void Check(Message message, IOutcomeReceiver sender)
    {
        // The exact size, as the broker counts it, needs a second encoding: do that only when the message may be too large.
        if (limit == 0 || (ulong)LengthOfBody(message) + MostAround <= limit)
        {
            return;
        }

        var size = message.Encode().Length;
        if ((ulong)size > limit)
        {
            throw new MessageTooLargeException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sender.What} has {size:N0} bytes, and the broker accepts no more than {limit:N0}. Send less at a time, or raise "
                        + $"max_message_size in the broker's configuration."),
                size, (long)limit);
        }
    }

    private static int LengthOfBody(Message message) => message.BodySection switch
    {
        Data data => data.Buffer.Length,
        TextSection text => text.Length,
        _ => 0,
    };
}
