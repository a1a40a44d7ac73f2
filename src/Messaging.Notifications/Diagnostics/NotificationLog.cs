using Microsoft.Extensions.Logging;

namespace Messaging.Notifications.Diagnostics;

/// <summary>Every line that is logged of notifications.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(
        NotificationEventId.NotificationFailed, LogLevel.Error,
        "The notification '{EventType}' was not sent to {Where}: it is lost there.")]
    public static partial void NotificationFailed(ILogger logger, string eventType, string where, Exception error);

    [LoggerMessage(EventId = NotificationEventId.Notified, Message = "{Notification}")]
    public static partial void Notified(ILogger logger, LogLevel level, string notification);

    [LoggerMessage(NotificationEventId.ListenerStarted, LogLevel.Information, "Listening for notifications on {Topics}.")]
    public static partial void ListenerStarted(ILogger logger, string topics);

    [LoggerMessage(
        NotificationEventId.ListenerStopped, LogLevel.Information,
        "Stopped listening for notifications on {Topics}; {HandedBack} were handed back.")]
    public static partial void ListenerStopped(ILogger logger, string topics, int handedBack);

    [LoggerMessage(NotificationEventId.NotificationRefused, LogLevel.Warning, "A notification on {Topics} was refused: {Reason}")]
    public static partial void NotificationRefused(ILogger logger, string topics, string reason);

    [LoggerMessage(
        NotificationEventId.NotificationDuplicateDropped, LogLevel.Debug,
        "A duplicate notification on {Topics} was dropped: '{EventType}'.")]
    public static partial void NotificationDuplicateDropped(ILogger logger, string topics, string? eventType);

    [LoggerMessage(
        NotificationEventId.UnknownPriority, LogLevel.Warning,
        "A notification on {Topics} has the unknown priority '{Priority}' and was dropped: '{EventType}'.")]
    public static partial void UnknownPriority(ILogger logger, string topics, string? priority, string? eventType);

    [LoggerMessage(
        NotificationEventId.ListenerMethodFailed, LogLevel.Error,
        "'{Method}' failed on the notification '{EventType}'; {Count} notifications are {Fate}.")]
    public static partial void ListenerMethodFailed(
        ILogger logger, string method, string? eventType, int count, string fate, Exception error);

    [LoggerMessage(
        NotificationEventId.RequeueNotAllowed, LogLevel.Warning,
        "'{Method}' asked for the notification '{EventType}' again, but AllowRequeue is false: it was acknowledged.")]
    public static partial void RequeueNotAllowed(ILogger logger, string method, string? eventType);

    [LoggerMessage(
        NotificationEventId.ListenerDrainTimedOut, LogLevel.Warning,
        "{Running} notifications on {Topics} were still being handled after the drain time of {Seconds} s; "
            + "their methods were cancelled.")]
    public static partial void ListenerDrainTimedOut(ILogger logger, string topics, int running, double seconds);

    [LoggerMessage(
        NotificationEventId.ListenerCancelFailed, LogLevel.Error,
        "A callback that a method on {Topics} registered with its token failed when the token fired.")]
    public static partial void ListenerCancelFailed(ILogger logger, string topics, Exception error);

    [LoggerMessage(
        NotificationEventId.NotificationAcknowledgedEarly, LogLevel.Warning,
        "A notification '{EventType}' on {Topics} has been in progress for {Minutes:0.#} minutes: it is acknowledged before it has "
            + "finished, because the broker would take it away otherwise. If this process dies now, the work is lost.")]
    public static partial void NotificationAcknowledgedEarly(ILogger logger, string? eventType, string topics, double minutes);

    [LoggerMessage(
        NotificationEventId.NotificationWaitedTooLong, LogLevel.Warning,
        "A notification '{EventType}' on {Topics} has waited for {Minutes:0.#} minutes: it goes back to its queue, "
            + "because the broker would take it away otherwise.")]
    public static partial void NotificationWaitedTooLong(ILogger logger, string? eventType, string topics, double minutes);

    [LoggerMessage(
        NotificationEventId.ListenerPoolStarved, LogLevel.Warning,
        "The thread pool had no free thread while methods for {Topics} ran. {Cause} It may have {Added} more threads "
            + "until that is over; each takes memory. Await slow operations. Logged at most once a minute.")]
    public static partial void ListenerPoolStarved(ILogger logger, string topics, string cause, int added);
}
