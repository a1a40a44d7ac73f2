using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Addressing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>
/// Existing queues, at the user's addresses, and the messages of <c>rabbit://</c> with the ids in their properties as well: for any broker
/// that speaks AMQP 1.0.
/// </summary>
internal sealed class GenericDialect(AddressPatterns patterns, string controlExchange) : Dialect
{
    private const string CancelSubject = "messaging-cancel";

    private static readonly Symbol SessionFilter = new("com.microsoft:session-filter");
    private static readonly Symbol Queue = new("queue");
    private static readonly Symbol Topic = new("topic");
    private static readonly Symbol TemporaryQueue = new("temporary-queue");

    private readonly GenericAddresses _addresses = new(patterns, controlExchange);

    // Belongs to the transport for all its life: replies to calls of a lost connection are still ours.
    private readonly string _group = Guid.NewGuid().ToString("N");

    public override EnvelopeFormat Format => EnvelopeFormat.Oslo2;

    public override bool HasTopology => false;

    public override bool SendsToAnyAddress => false;

    /// <summary>Azure Service Bus marks them, as it is told to; AMQP does not want that.</summary>
    public override bool MarksWhatIsReleased => true;

    public override bool HasPools => patterns.PoolSource is not null;

    public override string? ReplyAddress { get; } = patterns.Replies?.Format(default);

    public override string NoReplyAdvice => ReplyAddress is null
        ? $"The broker does not create queues: name an existing one ({UrlOptions.ReplyAddress})."
        : $"Check that the broker has '{ReplyAddress}' ({UrlOptions.ReplyAddress}) and lets this user receive from it.";

    public override string Of(Target target) => _addresses.Of(target);

    public override string OfFanout(Target target) => _addresses.OfFanout(target);

    public override string OfNotifications(Target target) => _addresses.OfNotifications(target);

    /// <summary>The address at which all servers of the topic receive cancellations.</summary>
    public override string OfCancellations(Target target) => _addresses.OfFanout(target);

    public override IReadOnlyList<ListenAddress> SourcesOf(Target server) => _addresses.SourcesOf(server);

    public override ListenAddress SourceOf(Target notifications, string? pool) => _addresses.SourceOf(notifications, pool);

    /// <summary>The capabilities are for a broker that creates addresses on use (Artemis); other brokers ignore them.</summary>
    public override Amqp.Framing.Target Sink(string address, bool hasCopies) =>
        new() { Address = address, Capabilities = [hasCopies ? Topic : Queue] };

    public override Source Intake(ListenAddress from) =>
        new() { Address = from.Address, Capabilities = [from.HasCopies ? Topic : Queue] };

    public override Source Replies() => ReplyAddress is null
        ? new Source { Dynamic = true, Capabilities = [TemporaryQueue] }
        : new Source
        {
            Address = ReplyAddress, Capabilities = [Queue],
            FilterSet = patterns.ReplySessions ? new Map { [SessionFilter] = _group } : null,
        };

    public override bool IsForReplies(string replyTo) => patterns.Replies?.Matches(replyTo) == true;

    public override string ReplyToOf(string address) => ReplyAddress ?? address;

    public override bool IsForOthers(Message reply) =>
        ReplyAddress is not null && reply.Properties?.GroupId is { } group && group != _group;

    public override Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null)
    {
        if (body.Length == 0)
        {
            message.WriteTo(body, EnvelopeFormat.Oslo2, call ?? default, replyTo);
        }

        var made = MessageForm.Make(AddressOf(message), body.WrittenMemory, message.TimeToLive, message.TraceParent, message.TraceState);
        if (call is { } id)
        {
            made.Properties.MessageId = id.ToString();
            made.Properties.ReplyTo = replyTo;
            made.Properties.ReplyToGroupId = ReplyAddress is null ? null : _group;
        }

        return made;
    }

    public override Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written)
    {
        var made = MessageForm.Make(replyTo, body);
        if (call.Properties is { } asked)
        {
            made.Properties.GroupId = asked.ReplyToGroupId;
            if (asked.GetMessageId() is { } id)
            {
                made.Properties.SetCorrelationId(id);
            }
        }

        return made;
    }

    /// <summary>Only calls: casts keep their order, and may come again.</summary>
    public override bool HandsBackAnew(Message message) => message.Properties?.ReplyTo is not null;

    public override Message MakeAgain(string to, ReadOnlyMemory<byte> body, TimeSpan? timeToLive, Message call, IncomingMessage facts)
    {
        var made = base.MakeAgain(to, body, timeToLive, call, facts);
        if (call.Properties is { } asked)
        {
            made.Properties.ReplyTo = asked.ReplyTo;
            made.Properties.ReplyToGroupId = asked.ReplyToGroupId;
            if (asked.GetMessageId() is { } id)
            {
                made.Properties.SetMessageId(id);
            }
        }

        return made;
    }

    public override Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive)
    {
        var made = MessageForm.Make(OfCancellations(target), body, timeToLive);
        made.Properties.Subject = CancelSubject;
        return made;
    }

    public override MessageContent ReadRequest(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    public override MessageContent ReadReply(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    public override MessageContent ReadCancellation(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    public override bool IsCancellation(Message message) => message.Properties?.Subject == CancelSubject;

    public override bool IsAgain(Message message) => message.Header is { DeliveryCount: > 0 };

    public override int? CountOf(Message message) => CountOfHeader(message);
}
