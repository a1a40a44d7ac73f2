using System.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Diagnostics;

/// <summary>The spans of calls, with OpenTelemetry's names for RPC, and the trace context that a message carries.</summary>
internal static class MessagingActivity
{
    private const int MaxName = 200;

    private static readonly ActivitySource Source = new("Messaging", Version);

    private static string? Version => typeof(MessagingActivity).Assembly.GetName().Version?.ToString(3);

    /// <summary>Starts the span of a call or cast, and gives the message the context of the current span.</summary>
    public static Activity? StartClient(OutgoingMessage message)
    {
        var activity = Source.HasListeners()
            ? Source.StartActivity(message.Method, message.Kind == MessageKind.Call ? ActivityKind.Client : ActivityKind.Producer)
            : null;
        if (activity is { IsAllDataRequested: true })
        {
            SetTags(activity, message);
        }

        if ((activity ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C } current)
        {
            message.TraceParent = current.Id;
            message.TraceState = current.TraceStateString;
        }

        return activity;
    }

    /// <summary>A peer's text as the name of a span: none, or limited to the length of a name.</summary>
    private static string NameOf(string? text) => text switch
    {
        null => "(none)",
        { Length: > MaxName } => text[..MaxName],
        _ => text,
    };

    /// <summary>Starts the span of a method that runs at the server, as a child of the caller's.</summary>
    public static Activity? StartServer(IncomingMessage message, Request request, Target target)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(message.TraceParent, message.TraceState, isRemote: true, out var parent);
        var activity = Source.StartActivity(NameOf(request.Method), request.IsCall ? ActivityKind.Server : ActivityKind.Consumer, parent);
        if (activity is { IsAllDataRequested: true })
        {
            SetTags(activity, request.Method ?? "(none)", target);
        }

        return activity;
    }

    /// <summary>Starts the span of a listener's method, as a child of the notifier's; for a batch, of the first.</summary>
    public static Activity? StartListener(string? eventType, IncomingMessage message, string topics)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(message.TraceParent, message.TraceState, isRemote: true, out var parent);
        var activity = Source.StartActivity(NameOf(eventType), ActivityKind.Consumer, parent);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", "messaging");
            activity.SetTag("messaging.operation.type", "process");
            activity.SetTag("messaging.destination.name", topics);
        }

        return activity;
    }

    public static void SetFailed(Activity? activity, Exception error)
    {
        if (activity is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, error.Message);
            activity.SetTag("error.type", error.GetType().FullName);
        }
    }

    private static void SetTags(Activity activity, OutgoingMessage message)
    {
        if (message.Kind != MessageKind.Notification)
        {
            SetTags(activity, message.Method, message.Target);
            return;
        }

        activity.SetTag("messaging.system", "messaging");
        activity.SetTag("messaging.operation.type", "send");
        activity.SetTag("messaging.destination.name", message.Target.Topic);
    }

    private static void SetTags(Activity activity, string method, Target target)
    {
        activity.SetTag("rpc.system", "messaging");
        activity.SetTag("rpc.method", method);
        activity.SetTag("rpc.service", target.Namespace ?? target.Topic);
        activity.SetTag("messaging.destination.name", target.Topic);
    }
}
