using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Addressing;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>oslo.messaging's exchanges, queues and messages on RabbitMQ, which converts messages between AMQP 1.0 and 0-9-1.</summary>
internal sealed class RabbitDialect(string controlExchange) : Dialect
{
    private static readonly Symbol DeliveryCount = new("x-delivery-count");

    private readonly AddressBook _addresses = new(controlExchange);

    public override EnvelopeFormat Format => EnvelopeFormat.Oslo2;

    public override bool HasTopology => true;

    public override string Of(Target target) => _addresses.Of(target);

    public override string OfFanout(Target target) => _addresses.OfFanout(target);

    public override string OfNotifications(Target target) => _addresses.Of(target);

    public override string OfCancellations(Target target) => _addresses.OfCancellations(target);

    /// <summary>Not used: the queues of this dialect have names, and are declared.</summary>
    public override IReadOnlyList<ListenAddress> SourcesOf(Target server) => throw new InvalidOperationException();

    /// <summary>Not used: the queues of this dialect have names, and are declared.</summary>
    public override ListenAddress SourceOf(Target notifications, string? pool) => throw new InvalidOperationException();

    /// <summary>Does not use the broker's volatile queue, which drops replies (decision 0040).</summary>
    public override Source? Replies() => null;

    public override bool IsForReplies(string replyTo) => BrokerNames.IsReplyQueue(replyTo);

    public override bool IsAddress(string address) => BrokerNames.IsQueueAddress(address);

    public override string ReplyToOf(string address) => BrokerNames.NameOf(address);

    public override Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null)
    {
        if (body.Length == 0)
        {
            message.WriteTo(body, EnvelopeFormat.Oslo2, call ?? default, replyTo);
        }

        return MessageForm.Make(AddressOf(message), body.WrittenMemory, message.TimeToLive, message.TraceParent, message.TraceState);
    }

    public override Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written) =>
        MessageForm.Make(_addresses.OfQueue(replyTo), body);

    public override Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive) =>
        MessageForm.Make(OfCancellations(target), body, timeToLive);

    public override MessageContent ReadRequest(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    public override MessageContent ReadReply(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    public override MessageContent ReadCancellation(Message message, int maxSize) => MessageContent.Read(message, maxSize);

    /// <summary>RabbitMQ always states whether this is the first delivery.</summary>
    public override bool IsAgain(Message message) => message.Header is { FirstAcquirer: false };

    /// <summary>RabbitMQ reports the number of deliveries where the queue counts them.</summary>
    public override int? CountOf(Message message) => message.MessageAnnotations?[DeliveryCount] switch
    {
        long count and >= 0 and < int.MaxValue => (int)count + 1,
        int count and >= 0 and < int.MaxValue => count + 1,
        uint count and < int.MaxValue => (int)count + 1,
        ulong count and < int.MaxValue => (int)count + 1,
        _ => null,
    };
}
