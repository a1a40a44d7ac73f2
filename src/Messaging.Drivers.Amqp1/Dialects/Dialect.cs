using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Addressing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>Everything that depends on the kind of peer: the addresses, and the form of messages.</summary>
internal abstract class Dialect
{
    /// <summary>The format of replies before they are put into AMQP messages.</summary>
    public abstract EnvelopeFormat Format { get; }

    /// <summary>Whether there is a topology to declare, through a management node.</summary>
    public abstract bool HasTopology { get; }

    /// <summary>Whether one link accepts messages to any address; otherwise each address has its own link.</summary>
    public virtual bool SendsToAnyAddress => true;

    /// <summary>Whether several pools each receive a copy of notifications.</summary>
    public virtual bool HasPools => true;

    /// <summary>The address of our replies when the user has named one, which outlives a connection; or null.</summary>
    public virtual string? ReplyAddress => null;

    /// <summary>What to do when the broker provides no address for replies.</summary>
    public virtual string NoReplyAdvice => "Check the permissions of the user.";

    /// <summary>The address of a message.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public string AddressOf(OutgoingMessage message) => message.Kind switch
    {
        MessageKind.Fanout => OfFanout(message.Target),
        MessageKind.Notification => OfNotifications(message.Target),
        _ => Of(message.Target),
    };

    /// <summary>The address of a target: that of its topic, or of its server.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public abstract string Of(Target target);

    /// <summary>The address of all servers of a target's topic.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public abstract string OfFanout(Target target);

    /// <summary>The address of the notifications of a topic.</summary>
    public abstract string OfNotifications(Target target);

    /// <summary>The address of the cancellations for the servers of a target's topic.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public abstract string OfCancellations(Target target);

    /// <summary>The addresses that a server receives from, in a dialect without a topology.</summary>
    public abstract IReadOnlyList<ListenAddress> SourcesOf(Target server);

    /// <summary>The address that a listener receives the notifications of a topic from, in a dialect without a topology.</summary>
    /// <exception cref="DeliveryException">The dialect has no pools.</exception>
    public abstract ListenAddress SourceOf(Target notifications, string? pool);

    /// <summary>
    /// Where a server receives cancellations, in a dialect without a topology; null where they come like requests, or not at all.
    /// </summary>
    public virtual string? CancelSourceOf(Target server) => null;

    /// <summary>The target of a link to one address.</summary>
    public virtual Amqp.Framing.Target Sink(string address, bool hasCopies) => new() { Address = address };

    /// <summary>The source of a link from one address.</summary>
    public virtual Source Intake(ListenAddress from) => new() { Address = from.Address };

    /// <summary>The source of a connection's replies; null for a queue of our own, in a dialect with a topology.</summary>
    public abstract Source? Replies();

    /// <summary>Whether an address is for replies, as far as can be told, and not for requests or notifications.</summary>
    public abstract bool IsForReplies(string replyTo);

    /// <summary>Whether a reply is for another transport that receives from the same address.</summary>
    public virtual bool IsForOthers(Message reply) => false;

    /// <summary>Whether the dialect can use an address that the broker provided.</summary>
    public virtual bool IsAddress(string address) => true;

    /// <summary>The reply address to put into a call, for the address at which its reply is received.</summary>
    public abstract string ReplyToOf(string address);

    /// <summary>Creates a request or a notification.</summary>
    /// <param name="message">The message to send.</param>
    /// <param name="body">Where the body is written, unless it has been already: once for a message. Kept until the message is
    /// sent.</param>
    /// <param name="call">The id of a call, or null.</param>
    /// <param name="replyTo">The reply address of a call, or null.</param>
    /// <exception cref="SerializationException">The message cannot be written.</exception>
    public abstract Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null);

    /// <summary>Creates a reply.</summary>
    /// <param name="replyTo">Its address, as given in the call.</param>
    /// <param name="body">The reply, written in the <see cref="Format"/>. Lent until the message is sent.</param>
    /// <param name="call">The call that it answers.</param>
    /// <param name="written">Where the dialect may write the reply in another form. Kept until the message is sent.</param>
    public abstract Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written);

    /// <summary>
    /// Whether a message that has not begun is handed back by sending it as new, because the broker would mark it as one that may have run.
    /// </summary>
    public virtual bool HandsBackAnew(Message message) => HasTopology;

    /// <summary>Whether the broker marks released messages as ones that may have begun.</summary>
    public virtual bool MarksWhatIsReleased => false;

    /// <summary>Creates a new message from a call that has not begun, for its queue.</summary>
    public virtual Message MakeAgain(string to, ReadOnlyMemory<byte> body, TimeSpan? timeToLive, Message call, IncomingMessage facts) =>
        MessageForm.Make(to, body, timeToLive, facts.TraceParent, facts.TraceState);

    /// <summary>Creates a cancellation of a call to a target.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public abstract Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive);

    /// <summary>Reads a request, a notification or a cancellation.</summary>
    public abstract MessageContent ReadRequest(Message message, int maxSize);

    /// <summary>Reads a reply.</summary>
    public abstract MessageContent ReadReply(Message message, int maxSize);

    /// <summary>Reads a cancellation.</summary>
    public abstract MessageContent ReadCancellation(Message message, int maxSize);

    /// <summary>Reads the cancellation in a message; null when it is not valid, as anyone may send one.</summary>
    public CallCancel? CancelOf(Message message)
    {
        using var content = ReadCancellation(message, CancelNotice.MostBytes);

        // The broker does not tell who sent it. The id is the proof, because only the caller and its servers know it.
        return content is { Fault: null, IsTooLarge: false } && CancelNotice.TryRead(content.Body, out var call)
            ? new CallCancel(call, TimeLeft: MessageForm.TimeToLiveOf(message)) : null;
    }

    /// <summary>Whether a message is a cancellation, though it came like a request.</summary>
    public virtual bool IsCancellation(Message message) => false;

    /// <summary>Whether a message was delivered to a server before, which may have begun with it.</summary>
    public abstract bool IsAgain(Message message);

    /// <summary>How often a message was delivered, including this time, where the broker counts that.</summary>
    public abstract int? CountOf(Message message);

    /// <summary>The same, according to the protocol.</summary>
    protected static int? CountOfHeader(Message message) =>
        message.Header is { DeliveryCount: var failed and < int.MaxValue } ? (int)failed + 1 : null;
}
