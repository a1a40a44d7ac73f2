using System.Collections.Concurrent;
using System.Globalization;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>The properties that every message carries, as in oslo.messaging. Objects are shared wherever nothing varies.</summary>
internal static class MessageProperties
{
    public const string ContentType = "application/json";
    public const string ContentEncoding = "utf-8";
    private const int MostKept = 512;

    private static readonly ConcurrentDictionary<long, BasicProperties> Calls = new();

    /// <summary>The properties of casts and replies.</summary>
    public static BasicProperties Plain { get; } = Make(null, NoHeaders.Instance);

    /// <summary>The properties of a request: with the user that sends it, if the broker is to vouch for that.</summary>
    public static BasicProperties For(OutgoingMessage message, string? userId) =>
        userId is null ? For(message) : new BasicProperties(For(message)) { UserId = userId };

    /// <summary>
    /// The properties of a request or its cancellation: with the time to live of a call, and the trace context if there is one.
    /// </summary>
    public static BasicProperties For(OutgoingMessage message)
    {
        if (message.TraceParent is not null)
        {
            return Make(Expiration(message.TimeToLive), TraceHeaders(message.TraceParent, message.TraceState));
        }

        return message.TimeToLive is { } left ? ForCall(Milliseconds(left)) : Plain;
    }

    /// <summary>The properties of a received call that is sent again, with its remaining time.</summary>
    public static BasicProperties Again(string? traceParent, string? traceState, Deadline deadline) => Make(
        Expiration(deadline.IsInfinite ? null : deadline.TimeLeft),
        traceParent is { } parent ? TraceHeaders(parent, traceState) : NoHeaders.Instance);

    /// <summary>The same properties for a message whose body is compressed.</summary>
    public static BasicProperties Compressed(BasicProperties properties)
    {
        var headers = new Dictionary<string, object?> { [BodyCompression.Header] = BodyCompression.Name };
        foreach (var (name, value) in properties.Headers!)
        {
            headers[name] = value;
        }

        return new BasicProperties(properties) { Headers = headers };
    }

    private static BasicProperties ForCall(long milliseconds)
    {
        if (Calls.TryGetValue(milliseconds, out var known))
        {
            return known;
        }

        if (Calls.Count >= MostKept)
        {
            Calls.Clear();
        }

        return Calls[milliseconds] = Make(milliseconds.ToString(CultureInfo.InvariantCulture), NoHeaders.Instance);
    }

    private static BasicProperties Make(string? expiration, IDictionary<string, object?> headers)
    {
        var properties = new BasicProperties
        {
            ContentType = ContentType,
            ContentEncoding = ContentEncoding,
            DeliveryMode = DeliveryModes.Persistent,

            // Python sends priority 0 as well. The client library leaves out zeros, which means the same.
            Headers = headers,
        };
        if (expiration is not null)
        {
            properties.Expiration = expiration;
        }

        return properties;
    }

    private static Dictionary<string, object?> TraceHeaders(string parent, string? state)
    {
        var headers = new Dictionary<string, object?> { [TraceHeader.Parent] = parent };
        if (!string.IsNullOrEmpty(state))
        {
            headers[TraceHeader.State] = state;
        }

        return headers;
    }

    private static string? Expiration(TimeSpan? timeToLive) =>
        timeToLive is { } left ? Milliseconds(left).ToString(CultureInfo.InvariantCulture) : null;

    // Rounded up: with 0 the broker drops a message that it cannot deliver at once.
    private static long Milliseconds(TimeSpan left) => Math.Max(1, (long)Math.Ceiling(left.TotalMilliseconds));
}
