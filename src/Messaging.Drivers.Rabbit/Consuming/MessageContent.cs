using Messaging.Drivers.Rabbit.Publishing;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>The body of a delivery as the sender meant it, or what is wrong with it.</summary>
internal readonly ref struct MessageContent
{
    private readonly MessageBuffer? _inflated;

    private MessageContent(ReadOnlySpan<byte> body, MessageBuffer? inflated, string? fault, bool isTooLarge = false)
    {
        IsTooLarge = isTooLarge;
        Body = body;
        _inflated = inflated;
        Fault = fault;
    }

    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Why the message cannot be used, or null.</summary>
    public string? Fault { get; }

    /// <summary>Whether that is its size.</summary>
    public bool IsTooLarge { get; }

    /// <summary>Checks a delivery by oslo.messaging's rules, and inflates it when it is compressed.</summary>
    public static MessageContent Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int maxSize)
    {
        if (properties.ContentType != MessageProperties.ContentType)
        {
            return Faulty($"its content type is '{properties.ContentType}', not {MessageProperties.ContentType}.");
        }

        if (properties.ContentEncoding is { Length: > 0 } encoding
            && !encoding.Equals(MessageProperties.ContentEncoding, StringComparison.OrdinalIgnoreCase))
        {
            return Faulty($"its content encoding is '{encoding}', not {MessageProperties.ContentEncoding}.");
        }

        if (body.Length > maxSize)
        {
            return TooBig(maxSize);
        }

        if (properties.Headers is not { Count: > 0 } headers || DeliveryHeaders.Text(headers, BodyCompression.Header) is not { } compression)
        {
            return new MessageContent(body.Span, null, null);
        }

        return compression is BodyCompression.Name or "application/gzip"
            ? Inflate(body, maxSize)
            : Faulty($"its compression '{compression}' is not supported.");
    }

    /// <summary>Looks through a delivery that is too large: whose it is.</summary>
    public static OversizedMessage Skim(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int maxSize) =>
        properties.Headers is { Count: > 0 } headers && DeliveryHeaders.Text(headers, BodyCompression.Header) is not null
            ? BoundedInflater.Skim(body, maxSize)
            : OversizedMessage.Read(body.Span, maxSize);

    public void Dispose() => _inflated?.Dispose();

    private static MessageContent Inflate(ReadOnlyMemory<byte> body, int maxSize)
    {
        var inflated = MessageBuffer.Rent();
        try
        {
            if (BoundedInflater.TryInflate(body, inflated, maxSize))
            {
                return new MessageContent(inflated.WrittenSpan, inflated, null);
            }

            inflated.Dispose();
            return TooBig(maxSize);
        }
        catch (InvalidDataException e)
        {
            inflated.Dispose();
            return Faulty($"it cannot be inflated: {e.Message}");
        }
    }

    private static MessageContent TooBig(int maxSize) => new(
        [], null, $"it is larger than {maxSize} bytes ({nameof(TransportOptions)}.{nameof(TransportOptions.MaxMessageSize)}).", isTooLarge: true);

    private static MessageContent Faulty(string fault) => new([], null, fault);
}
