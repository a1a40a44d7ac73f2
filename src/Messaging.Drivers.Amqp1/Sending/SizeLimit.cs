using System.Globalization;
using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>How large a message the broker takes, as it said when the link was attached. One that is larger would cost the link, and all that is under way on it.</summary>
/// <param name="limit">The most, in bytes; 0 when it does not say.</param>
internal sealed class SizeLimit(ulong limit)
{
    // What is around a body: addresses, which may be long, and the trace context.
    private const int MostAround = 64 * 1024;

    /// <summary>Checks a message before it is sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whose it is.</param>
    /// <exception cref="MessageTooLargeException">The broker does not take it.</exception>
    public void Check(Message message, IOutcomeReceiver sender)
    {
        // The size as the broker counts it takes a second encoding: only where it matters.
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
