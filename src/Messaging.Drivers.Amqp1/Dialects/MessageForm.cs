using System.Runtime.InteropServices;
using System.Text;
using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>Messages that RabbitMQ converts to AMQP 0-9-1 in the form that oslo.messaging expects, and back.</summary>
internal static class MessageForm
{
    public const string ContentType = "application/json";
    public const string ContentEncoding = "utf-8";
    public const string CompressionHeader = "compression";
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>Creates a message.</summary>
    /// <param name="to">Its address.</param>
    /// <param name="body">The body, lent until the message is given to the connection.</param>
    /// <param name="timeToLive">The time after which the broker drops it, or null.</param>
    /// <param name="traceParent">The trace context, or null.</param>
    /// <param name="traceState">The vendor-specific part of the trace context, or null.</param>
    public static Message Make(
        string to, ReadOnlyMemory<byte> body, TimeSpan? timeToLive = null, string? traceParent = null, string? traceState = null)
    {
        var message = new Message
        {
            Header = new Header { Durable = true },
            Properties = new Properties { To = to, ContentType = ContentType, ContentEncoding = ContentEncoding },
            BodySection = new Data { Buffer = Wrap(body) },
        };
        SetTimeToLive(message, timeToLive);
        AddTrace(message, traceParent, traceState);
        return message;
    }

    /// <summary>Sets the time after which the broker drops the message, if there is one.</summary>
    public static void SetTimeToLive(Message message, TimeSpan? timeToLive)
    {
        if (timeToLive is { } left)
        {
            // Rounded up: with 0 the broker drops a message that it cannot deliver at once.
            message.Header.Ttl = (uint)Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 1, uint.MaxValue);
        }
    }

    /// <summary>Adds the trace context, if there is one.</summary>
    public static void AddTrace(Message message, string? traceParent, string? traceState)
    {
        if (traceParent is not null)
        {
            message.ApplicationProperties = new ApplicationProperties { [TraceParent] = traceParent };
            if (!string.IsNullOrEmpty(traceState))
            {
                message.ApplicationProperties[TraceState] = traceState;
            }
        }
    }

    public static string? TraceParentOf(Message message) => Text(message, TraceParent);

    public static string? TraceStateOf(Message message) => Text(message, TraceState);

    /// <summary>The time to live that the sender set, or null.</summary>
    public static TimeSpan? TimeToLiveOf(Message message) =>
        message.Header is { } header && header.HasField(TtlField) ? TimeSpan.FromMilliseconds(header.Ttl) : null;

    /// <summary>A text property, or null: properties may come from anybody and have any type.</summary>
    public static string? Text(Message message, string name) => message.ApplicationProperties?[name] switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => null,
    };

    private const int TtlField = 2;

    private static ByteBuffer Wrap(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var array)
        ? new ByteBuffer(array.Array, array.Offset, array.Count, array.Count)
        : Wrap(body.ToArray());
}
