using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Addressing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>What goes by whom the messages are exchanged with: the addresses, and what a message looks like.</summary>
internal abstract class Dialect
{
    /// <summary>How replies are written before they are made into messages of AMQP.</summary>
    public abstract EnvelopeFormat Format { get; }

    /// <summary>Whether there is a topology to declare, by a management node.</summary>
    public abstract bool HasTopology { get; }

    /// <summary>Whether one link takes messages to any address; otherwise each address has a link of its own.</summary>
    public virtual bool SendsToAnyAddress => true;

    /// <summary>Whether notifications are given to several pools, each of which has a copy.</summary>
    public virtual bool HasPools => true;

    /// <summary>The address of our replies when the user has named one, which outlasts a connection; or null.</summary>
    public virtual string? ReplyAddress => null;

    /// <summary>What to do when the broker gives no address for replies.</summary>
    public virtual string NoReplyAdvice => "Check the permissions of the user.";

    /// <summary>Where a message goes.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    public string AddressOf(OutgoingMessage message) => message.Kind switch
    {
        MessageKind.Fanout => OfFanout(message.Target),
        MessageKind.Notification => OfNotifications(message.Target),
        _ => Of(message.Target),
    };

    /// <summary>The address of a target: of its topic, or of its server.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    public abstract string Of(Target target);

    /// <summary>The address of all servers of a target's topic.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    public abstract string OfFanout(Target target);

    /// <summary>The address of the notifications of a topic.</summary>
    public abstract string OfNotifications(Target target);

    /// <summary>The address of the cancellations for the servers of a target's topic.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    public abstract string OfCancellations(Target target);

    /// <summary>Where a server receives, in a dialect without a topology.</summary>
    public abstract IReadOnlyList<ListenAddress> SourcesOf(Target server);

    /// <summary>Where a listener receives the notifications of a topic, in a dialect without a topology.</summary>
    /// <exception cref="DeliveryException">The dialect has no pools.</exception>
    public abstract ListenAddress SourceOf(Target notifications, string? pool);

    /// <summary>Where a server hears of cancellations, in a dialect without a topology; null where they come as requests do, or not at all.</summary>
    public virtual string? CancelSourceOf(Target server) => null;

    /// <summary>What a link to one address asks for.</summary>
    public virtual Amqp.Framing.Target Sink(string address, bool hasCopies) => new() { Address = address };

    /// <summary>What a link from one address asks for.</summary>
    public virtual Source Intake(ListenAddress from) => new() { Address = from.Address };

    /// <summary>Where the replies of a connection come from; null for a queue of our own, in a dialect with a topology.</summary>
    public abstract Source? Replies();

    /// <summary>Whether replies are received there, as far as can be told, and not requests or notifications.</summary>
    public abstract bool IsForReplies(string replyTo);

    /// <summary>Whether a reply is for another transport, which receives from the same address.</summary>
    public virtual bool IsForOthers(Message reply) => false;

    /// <summary>Whether an address that the broker gave is one that the dialect can read.</summary>
    public virtual bool IsAddress(string address) => true;

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

    /// <summary>Whether a message that has not begun goes back by being sent anew, for the broker would mark it as one that may have run.</summary>
    public virtual bool HandsBackAnew(Message message) => HasTopology;

    /// <summary>Whether the broker marks what it gets back as what may have begun.</summary>
    public virtual bool MarksWhatIsReleased => false;

    /// <summary>Makes a call that has not begun anew, for its queue.</summary>
    public virtual Message MakeAgain(string to, ReadOnlyMemory<byte> body, TimeSpan? timeToLive, Message call, IncomingMessage facts) =>
        MessageForm.Make(to, body, timeToLive, facts.TraceParent, facts.TraceState);

    /// <summary>Makes a cancellation, of a call to a target.</summary>
    /// <exception cref="DeliveryException">The dialect has no such thing.</exception>
    public abstract Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive);

    /// <summary>Reads a request, a notification or a cancellation.</summary>
    public abstract MessageContent ReadRequest(Message message, int maxSize);

    /// <summary>Reads a reply.</summary>
    public abstract MessageContent ReadReply(Message message, int maxSize);

    /// <summary>Reads a cancellation.</summary>
    public abstract MessageContent ReadCancellation(Message message, int maxSize);

    /// <summary>The cancellation in a message, or null: anybody can send one.</summary>
    public CallCancel? CancelOf(Message message)
    {
        using var content = ReadCancellation(message, CancelNotice.MostBytes);

        // Who says so the broker does not tell: the id is the proof, which only the caller and its servers know.
        return content is { Fault: null, IsTooLarge: false } && CancelNotice.TryRead(content.Body, out var call)
            ? new CallCancel(call, TimeLeft: MessageForm.TimeToLiveOf(message)) : null;
    }

    /// <summary>Whether a message is a cancellation, though it came as requests do.</summary>
    public virtual bool IsCancellation(Message message) => false;

    /// <summary>Whether a message was with a server before, which may have begun with it.</summary>
    public abstract bool IsAgain(Message message);

    /// <summary>How many times a message was delivered, this time included, where the broker counts that.</summary>
    public abstract int? CountOf(Message message);

    /// <summary>The same, as the protocol has it.</summary>
    protected static int? CountOfHeader(Message message) => message.Header is { DeliveryCount: var failed and < int.MaxValue } ? (int)failed + 1 : null;
}
