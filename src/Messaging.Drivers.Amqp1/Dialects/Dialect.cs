using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>What goes by whom the messages are exchanged with: the addresses, and what a message looks like.</summary>
internal abstract class Dialect
{
    /// <summary>How replies are written before they are made into messages of AMQP.</summary>
    public abstract EnvelopeFormat Format { get; }

    /// <summary>Whether there is a topology to declare, by a management node.</summary>
    public abstract bool HasTopology { get; }

    /// <summary>The address of a target: of its topic, or of its server.</summary>
    public abstract string Of(Target target);

    /// <summary>The address of all servers of a target's topic.</summary>
    public abstract string OfFanout(Target target);

    /// <summary>The address of the notifications of a topic.</summary>
    public abstract string OfNotifications(Target target);

    /// <summary>The address of the cancellations for the servers of a target's topic.</summary>
    public abstract string OfCancellations(Target target);

    /// <summary>Where the replies of a connection come from, when the broker makes the place.</summary>
    public abstract Source Replies();

    /// <summary>Whether replies are received there, as far as can be told, and not requests or notifications.</summary>
    public abstract bool IsForReplies(string replyTo);

    /// <summary>What a call says of where its reply goes, of the address from which it will come.</summary>
    public abstract string ReplyToOf(string address);

    /// <summary>Makes a request or a notification.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="body">Where it is written, unless it has been: once for a message. Kept until the message is sent.</param>
    /// <param name="call">The id of a call, or null.</param>
    /// <param name="replyTo">Where the reply of a call goes, or null.</param>
    /// <exception cref="SerializationException">It cannot be written.</exception>
    public abstract Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null);

    /// <summary>Makes a reply.</summary>
    /// <param name="replyTo">Where it goes, as it stood in the call.</param>
    /// <param name="body">It, written in the <see cref="Format"/>. Lent until the message is sent.</param>
    /// <param name="call">The call that it answers.</param>
    /// <param name="written">Where the dialect may write it in another form. Kept until the message is sent.</param>
    public abstract Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written);

    /// <summary>Makes a cancellation, of a call to a target.</summary>
    public abstract Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive);

    /// <summary>Reads a request, a notification or a cancellation.</summary>
    public abstract MessageContent ReadRequest(Message message, int maxSize);

    /// <summary>Reads a reply.</summary>
    public abstract MessageContent ReadReply(Message message, int maxSize);

    /// <summary>Reads a cancellation.</summary>
    public abstract MessageContent ReadCancellation(Message message, int maxSize);

    /// <summary>Whether a message was with a server before, which may have begun with it.</summary>
    public abstract bool IsAgain(Message message);
}
