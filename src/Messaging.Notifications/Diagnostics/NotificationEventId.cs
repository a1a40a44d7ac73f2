namespace Messaging.Notifications.Diagnostics;

/// <summary>The numbers of the log events of notifications. A number is never reused for something else.</summary>
internal static class NotificationEventId
{
    public const int NotificationFailed = 8001;
    public const int Notified = 8002;

    public const int ListenerStarted = 8101;
    public const int ListenerStopped = 8102;
    public const int NotificationRefused = 8103;
    public const int NotificationDuplicateDropped = 8104;
    public const int UnknownPriority = 8105;
    public const int ListenerMethodFailed = 8106;
    public const int RequeueNotAllowed = 8107;
    public const int ListenerDrainTimedOut = 8108;
    public const int ListenerCancelFailed = 8109;
    public const int NotificationAcknowledgedEarly = 8110;
    public const int NotificationWaitedTooLong = 8111;
    public const int ListenerPoolStarved = 8112;
}
