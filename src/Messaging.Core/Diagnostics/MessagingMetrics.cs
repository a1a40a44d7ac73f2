using System.Diagnostics.Metrics;

namespace Messaging.Diagnostics;

/// <summary>The meter and its instruments, with OpenTelemetry's names for RPC; durations in seconds. See docs/observability.md.</summary>
internal static class MessagingMetrics
{
    public static readonly Meter Meter = new("Messaging");

    public static readonly Counter<long> CastsSent =
        Meter.CreateCounter<long>("messaging.client.casts", "{message}", "Casts that the broker confirmed.");

    public static readonly Counter<long> CastsFailed =
        Meter.CreateCounter<long>("messaging.client.casts.failed", "{message}", "Casts in the background that could not be sent.");

    public static readonly Counter<long> LateReplies =
        Meter.CreateCounter<long>(
            "messaging.client.late_replies", "{message}", "Replies that arrived after their callers had stopped waiting.");

    public static readonly Counter<long> DuplicatesDropped =
        Meter.CreateCounter<long>("messaging.server.duplicates", "{message}", "Duplicate messages that were dropped.");

    public static readonly Counter<long> LateCallsDropped =
        Meter.CreateCounter<long>(
            "messaging.server.late_calls", "{message}", "Calls that were not run because their callers no longer waited.");

    public static readonly Counter<long> CallsShed =
        Meter.CreateCounter<long>("messaging.server.overloaded", "{message}", "Calls that were refused because too many were waiting.");

    public static readonly UpDownCounter<long> Running =
        Meter.CreateUpDownCounter<long>("messaging.server.active_requests", "{request}", "Methods that are running.");

    public static readonly Histogram<double> ClientDuration =
        Meter.CreateHistogram<double>("rpc.client.call.duration", "s", "The duration of calls, from the caller's call to the result.");

    public static readonly Histogram<double> ServerDuration =
        Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "The running time of methods.");
}
