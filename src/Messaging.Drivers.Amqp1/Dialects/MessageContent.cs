using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>The body of a message, or the reason why it cannot be used. Dispose it when the body is no longer needed.</summary>
internal readonly ref struct MessageContent
{
    private readonly MessageBuffer? _owned;

    /// <param name="body">The body, which the content owns from now on.</param>
    /// <param name="fault">Why the message cannot be used, or null.</param>
    /// <param name="isTooLarge">Whether the body is larger than allowed.</param>
    public MessageContent(MessageBuffer body, string? fault, bool isTooLarge)
        : this(body.WrittenSpan, fault, isTooLarge) => _owned = body;

    private MessageContent(ReadOnlySpan<byte> body, string? fault, bool isTooLarge = false)
    {
        Body = body;
        Fault = fault;
        IsTooLarge = isTooLarge;
    }

    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Why the message cannot be used, or null.</summary>
    public string? Fault { get; }

    /// <summary>Whether the body, which is present, is larger than allowed.</summary>
    public bool IsTooLarge { get; }

    /// <summary>Checks a message by oslo.messaging's rules.</summary>
    public static MessageContent Read(Message message, int maxSize)
    {
        var type = (string?)message.Properties?.ContentType;
        if (type != MessageForm.ContentType)
        {
            return Faulty($"its content type is '{type}', not {MessageForm.ContentType}.");
        }

        var encoding = (string?)message.Properties?.ContentEncoding;
        if (!string.IsNullOrEmpty(encoding) && !encoding.Equals(MessageForm.ContentEncoding, StringComparison.OrdinalIgnoreCase))
        {
            return Faulty($"its content encoding is '{encoding}', not {MessageForm.ContentEncoding}.");
        }

        if (MessageForm.Text(message, MessageForm.CompressionHeader) is { } compression)
        {
            return Faulty($"it is compressed ('{compression}'), which amqp1:// does not read. Turn kombu_compression off.");
        }

        if (message.BodySection is not Data { Buffer: { } buffer })
        {
            return Faulty("its body is not a single data section.");
        }

        return new MessageContent(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length), null, buffer.Length > maxSize);
    }

    public void Dispose() => _owned?.Dispose();

    public static MessageContent Faulty(string fault) => new([], fault);
}
