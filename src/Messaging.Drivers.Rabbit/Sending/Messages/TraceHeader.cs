namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>The headers of the W3C trace context.</summary>
internal static class TraceHeader
{
    public const string Parent = "traceparent";
    public const string State = "tracestate";
}
