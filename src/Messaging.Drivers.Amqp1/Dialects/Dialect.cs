using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Addressing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>Everything that depends on the peer that messages are exchanged with: the addresses, and the form of messages.</summary>
internal abstract class Dialect
{
    /// <summary>The format in which replies are written before they become AMQP messages.</summary>
    public abstract EnvelopeFormat Format { get; }

    /// <summary>Whether there is a topology to declare, through a management node.</summary>
    public abstract bool HasTopology { get; }

    /// <summary>Whether one link carries messages to any address; otherwise every address needs its own link.</summary>
    public virtual bool SendsToAnyAddress => true;

    /// <summary>Whether notifications may go to several pools, each of which gets a copy.</summary>
    public virtual bool HasPools => true;

    /// <summary>The reply address that the user has configured, which outlives a connection; or null.</summary>
    public virtual string? ReplyAddress => null;

    /// <summary>What the user can do when the broker provides no address for replies.</summary>
    public virtual string NoReplyAdvice => "Check the permissions of the user.";

    /// <summary>The address that a message is sent to.</summary>
    /// <exception cref="DeliveryException">The dialect has no such address.</exception>
    public string AddressOf(OutgoingMessage message) => message.Kind switch
    {
        MessageKind.Fanout => OfFanout(message.Target),
        MessageKind.Notification => OfNotifications(message.Target),
        _ => Of(message.Target),
    };

    /// <summary>The address of a target: its topic, or its server.</summary>
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
    /// The address that a server receives cancellations from, in a dialect without a topology; null where they arrive like requests, or not
    /// at all.
    /// </summary>
    public virtual string? CancelSourceOf(Target server) => null;

    /// <summary>The target of a link to one address.</summary>
    public virtual Amqp.Framing.Target Sink(string address, bool hasCopies) => new() { Address = address };

    /// <summary>The source of a link from one address.</summary>
    public virtual Source Intake(ListenAddress from) => new() { Address = from.Address };

    /// <summary>The source of a connection's replies; null for a queue of our own, in a dialect with a topology.</summary>
    public abstract Source? Replies();

    /// <summary>Whether an address, as far as can be told, is for replies and not for requests or notifications.</summary>
    public abstract bool IsForReplies(string replyTo);

    /// <summary>Whether a reply is for another transport that receives from the same address.</summary>
    public virtual bool IsForOthers(Message reply) => false;

    /// <summary>Whether the dialect can read an address that the broker assigned.</summary>
    public virtual bool IsAddress(string address) => true;

    /// <summary>The reply address that a call names, for the address that its reply is received from.</summary>
    public abstract string ReplyToOf(string address);

    /// <summary>Makes a request or a notification.</summary>
    /// <param name="message">The message to send.</param>
    /// <param name="body">
    /// The buffer for the body, which is written only once: a filled buffer is used as it is. Must be kept until the message is sent.
    /// </param>
    /// <param name="call">The id of a call, or null.</param>
    /// <param name="replyTo">The reply address of a call, or null.</param>
    /// <exception cref="SerializationException">The message cannot be serialized.</exception>
    public abstract Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null);

    /// <summary>Makes a reply.</summary>
    /// <param name="replyTo">The reply address, as given in the call.</param>
    /// <param name="body">The reply in the <see cref="Format"/>. Must stay valid until the message is sent.</param>
    /// <param name="call">The call that the reply answers.</param>
    /// <param name="written">A buffer for another form of the reply, if the dialect needs one. Kept until the message is sent.</param>
    public abstract Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written);

    /// <summary>
    /// Whether to give a message that was not started back by sending it again, because the broker would mark a released one as one that
    /// may have run.
    /// </summary>
    public virtual bool HandsBackAnew(Message message) => HasTopology;

    /// <summary>Whether the broker marks released messages as ones that may have been started.</summary>
    public virtual bool MarksWhatIsReleased => false;

    /// <summary>Makes a new message of a call that was not started, for its queue.</summary>
    public virtual Message MakeAgain(string to, ReadOnlyMemory<byte> body, TimeSpan? timeToLive, Message call, IncomingMessage facts) =>
        MessageForm.Make(to, body, timeToLive, facts.TraceParent, facts.TraceState);

    /// <summary>Makes a cancellation of a call to a target.</summary>
    /// <exception cref="DeliveryException">The dialect has no address for it.</exception>
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

        // The broker does not tell who sent the cancellation. The id of the call is the proof: only the caller and its servers know it.
        return content is { Fault: null, IsTooLarge: false } && CancelNotice.TryRead(content.Body, out var call)
            ? new CallCancel(call, TimeLeft: MessageForm.TimeToLiveOf(message)) : null;
    }

    /// <summary>Whether a message that arrived like a request is a cancellation.</summary>
    public virtual bool IsCancellation(Message message) => false;

    /// <summary>Whether a message was delivered to a server before, which may have started to process it.</summary>
    public abstract bool IsAgain(Message message);

    /// <summary>How often a message was delivered, including this time; null where the broker does not count.</summary>
    public abstract int? CountOf(Message message);

    /// <summary>The same count, from the delivery count of the protocol's header.</summary>
    protected static int? CountOfHeader(Message message) => message.Header is { DeliveryCount: var failed and < int.MaxValue } ? (int)failed + 1 : null;
}
