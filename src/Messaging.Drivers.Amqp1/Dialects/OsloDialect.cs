using System.Globalization;
using System.Text;
using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Addressing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>The addresses and messages of the AMQP 1.0 driver that oslo.messaging had up to 14.9.</summary>
internal sealed class OsloDialect(OsloAddresses addresses) : Dialect
{
    private const string CancelWord = ".messaging_cancel";

    public override EnvelopeFormat Format => EnvelopeFormat.Bare;

    public override bool HasTopology => false;

    public override string Of(Target target) => addresses.Of(target);

    public override string OfFanout(Target target) => addresses.OfFanout(target);

    public override string OfNotifications(Target target) => addresses.OfNotifications(target);

    /// <summary>Python has nothing like it: all .NET servers of the topic receive from a topic of their own.</summary>
    public override string OfCancellations(Target target) =>
        addresses.OfFanout(new Target { Exchange = target.Exchange, Topic = target.Topic + CancelWord });

    public override IReadOnlyList<ListenAddress> SourcesOf(Target server) =>
        [new(Of(new Target { Exchange = server.Exchange, Topic = server.Topic })), new(Of(server)), new(OfFanout(server), HasCopies: true)];

    public override string? CancelSourceOf(Target server) => OfCancellations(server);

    public override ListenAddress SourceOf(Target notifications, string? pool) => pool is null
        ? new(OfNotifications(notifications))
        : throw new DeliveryException(
            $"The pool '{pool}' cannot be listened to: the dialect of oslo.messaging's AMQP 1.0 driver has no pools. Leave the pool out, "
                + "or use RabbitMQ.",
            isTransient: false);

    public override Source Replies() => new() { Dynamic = true };

    /// <summary>The peer creates reply addresses, and only the peer knows their form; but they do not look like those of targets.</summary>
    public override bool IsForReplies(string replyTo) => !OsloAddresses.IsOfTarget(replyTo);

    public override string ReplyToOf(string address) => address;

    public override Message MakeRequest(OutgoingMessage message, MessageBuffer body, MessageId? call = null, string? replyTo = null)
    {
        if (body.Length == 0)
        {
            // Python has these side by side; our form has one object with the ids in it.
            using var bare = MessageBuffer.Rent();
            message.WriteTo(bare, EnvelopeFormat.Bare, call ?? default, replyTo);
            OsloBody.WriteRequest(bare.WrittenSpan, body);
        }

        var made = Make(AddressOf(message), body.WrittenMemory, message.TimeToLive);
        if (call is { } id)
        {
            made.Properties.MessageId = id.ToString();
            made.Properties.ReplyTo = replyTo;
        }

        MessageForm.AddTrace(made, message.TraceParent, message.TraceState);
        return made;
    }

    public override Message MakeReply(string replyTo, ReadOnlyMemory<byte> body, Message call, MessageBuffer written)
    {
        var hasBody = OsloBody.WriteReply(body.Span, written);
        var made = Make(replyTo, written.WrittenMemory, null);
        if (!hasBody)
        {
            // Set explicitly, although it is null: see TextSection.
            made.BodySection = new AmqpValue { Value = null };
        }

        if (call.Properties?.GetMessageId() is { } id)
        {
            // Of the same type, because an id of another type matches no call.
            made.Properties.SetCorrelationId(id);
        }

        return made;
    }

    public override Message MakeCancellation(Target target, ReadOnlyMemory<byte> body, TimeSpan? timeToLive) =>
        Make(OfCancellations(target), body, timeToLive);

    public override MessageContent ReadRequest(Message message, int maxSize)
    {
        using var text = MessageBuffer.Rent();
        if (!TryReadText(message, text))
        {
            return MessageContent.Faulty("its body is not a single text.");
        }

        var bare = MessageBuffer.Rent();
        var fault = OsloBody.ReadRequest(text.WrittenSpan, TextOf(message.Properties?.GetMessageId()), message.Properties?.ReplyTo, bare);
        return new MessageContent(bare, fault, text.Length > maxSize);
    }

    public override MessageContent ReadReply(Message message, int maxSize)
    {
        using var text = MessageBuffer.Rent();
        if (!TryReadText(message, text) && message.BodySection is not (null or AmqpValue { Value: null }))
        {
            return MessageContent.Faulty("its body is not a single text.");
        }

        var bare = MessageBuffer.Rent();
        var fault = OsloBody.ReadReply(text.WrittenSpan, TextOf(message.Properties?.GetCorrelationId()) ?? "", bare);
        return new MessageContent(bare, fault, text.Length > maxSize);
    }

    public override MessageContent ReadCancellation(Message message, int maxSize)
    {
        var text = MessageBuffer.Rent();
        return TryReadText(message, text)
            ? new MessageContent(text, null, text.Length > maxSize)
            : new MessageContent(text, "its body is not a single text.", isTooLarge: false);
    }

    /// <summary>A released message has not begun; a message whose delivery failed is counted.</summary>
    public override bool IsAgain(Message message) => message.Header is { DeliveryCount: > 0 };

    public override int? CountOf(Message message) => IsAgain(message) ? CountOfHeader(message) : null;

    private static Message Make(string to, ReadOnlyMemory<byte> text, TimeSpan? timeToLive)
    {
        var made = new Message
        {
            Header = new Header(), Properties = new Properties { To = to }, BodySection = new TextSection(text),
        };
        MessageForm.SetTimeToLive(made, timeToLive);
        return made;
    }

    private static bool TryReadText(Message message, MessageBuffer text)
    {
        switch (message.BodySection)
        {
            case AmqpValue { Value: string value }:
                text.Advance(Encoding.UTF8.GetBytes(value, text.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
                return true;
            case AmqpValue { Value: byte[] bytes }:
                text.Write(bytes);
                return true;
            case Data { Buffer: { } buffer }:
                text.Write(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length));
                return true;
            default:
                return false;
        }
    }

    private static string? TextOf(object? id) => id switch
    {
        null => null,
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(id, CultureInfo.InvariantCulture),
    };
}
