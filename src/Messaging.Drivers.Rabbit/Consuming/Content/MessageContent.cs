using Messaging.Drivers.Rabbit.Sending.Messages;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>The body of a delivery as its sender wrote it, or what is wrong with it.</summary>
internal readonly ref struct MessageContent
{
    // Compressed bodies up to this size take less time than handing them to another thread.
    private const int MostAtOnce = 64 * 1024;

    private readonly MessageBuffer? _inflated;

    private MessageContent(
        ReadOnlySpan<byte> body, MessageBuffer? inflated, string? fault, bool isTooLarge = false, bool isForLater = false)
    {
        IsTooLarge = isTooLarge;
        IsForLater = isForLater;
        Body = body;
        _inflated = inflated;
        Fault = fault;
    }

    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Why the message cannot be used, or null.</summary>
    public string? Fault { get; }

    /// <summary>Whether the fault is its size.</summary>
    public bool IsTooLarge { get; }

    /// <summary>Whether it is compressed and so large that it is inflated elsewhere.</summary>
    public bool IsForLater { get; }

    /// <summary>Checks a delivery by oslo.messaging's rules, and inflates it when it is compressed.</summary>
    public static MessageContent Read(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, ContentLimits limits)
    {
        var content = Check(properties, body, limits.MaxSize, out var isCompressed);
        return isCompressed ? Inflate(body, limits) : content;
    }

    /// <summary>The same on the receiving thread: bodies that take time to inflate are left for later.</summary>
    public static MessageContent ReadAtOnce(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, ContentLimits limits)
    {
        var content = Check(properties, body, limits.MaxSize, out var isCompressed);
        if (!isCompressed)
        {
            return content;
        }

        var atOnce = body.Length > MostAtOnce ? TooBig(MostAtOnce) : Inflate(body, new ContentLimits(Math.Min(MostAtOnce, limits.MaxSize)));
        return atOnce.IsTooLarge ? new MessageContent([], null, null, isForLater: true) : atOnce;
    }

    /// <summary>Inflates a compressed body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limits">The limits on its size.</param>
    /// <param name="expected">The inflated size, where it is known; otherwise 0.</param>
    public static MessageContent Inflate(ReadOnlyMemory<byte> body, ContentLimits limits, int expected = 0)
    {
        var inflated = MessageBuffer.Rent();
        try
        {
            var limit = limits.WhenInflated(body.Length);
            if (BoundedInflater.TryInflate(body, inflated, limit, expected))
            {
                return new MessageContent(inflated.WrittenSpan, inflated, null);
            }

            inflated.Dispose();
            return TooLarge(body.Length, limits);
        }
        catch (InvalidDataException e)
        {
            inflated.Dispose();
            return Faulty($"it cannot be inflated: {e.Message}");
        }
    }

    /// <summary>A compressed body whose inflated size is too large.</summary>
    public static MessageContent TooLarge(int compressed, ContentLimits limits)
    {
        var limit = limits.WhenInflated(compressed);
        return TooBig(limit, limits.NameOf(limit));
    }

    /// <summary>Skims a delivery that is too large, to find out whose it is.</summary>
    public static OversizedMessage Skim(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, ContentLimits limits) =>
        properties.Headers is { Count: > 0 } headers && DeliveryHeaders.Text(headers, BodyCompression.Header) is not null
            ? BoundedInflater.Skim(body, limits)
            : OversizedMessage.Read(body.Span, limits.MaxSize);

    public void Dispose() => _inflated?.Dispose();

    private static MessageContent Check(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, int maxSize, out bool isCompressed)
    {
        isCompressed = false;
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

        if (properties.Headers is not { Count: > 0 } headers
            || DeliveryHeaders.Text(headers, BodyCompression.Header) is not { } compression)
        {
            return new MessageContent(body.Span, null, null);
        }

        isCompressed = compression is BodyCompression.Name or "application/gzip";
        return isCompressed ? default : Faulty($"its compression '{compression}' is not supported.");
    }

    private static MessageContent TooBig(int limit, string by = $"{nameof(TransportOptions)}.{nameof(TransportOptions.MaxMessageSize)}") =>
        new([], null, $"it is larger than {limit} bytes ({by}).", isTooLarge: true);

    private static MessageContent Faulty(string fault) => new([], null, fault);
}
