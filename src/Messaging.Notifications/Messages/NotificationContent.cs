namespace Messaging.Notifications.Messages;

/// <summary>The content of a notification, which is the same in every topic: the payload is already JSON.</summary>
internal sealed class NotificationContent(
    NotificationPriority priority, string? publisherId, string eventType, byte[] payload, DateTime utc,
    RpcContext? context, IReadOnlySet<string>? contextKeys)
{
    /// <summary>With dashes on the wire: Python's <c>str(uuid4())</c>.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public NotificationPriority Priority { get; } = priority;

    public string? PublisherId { get; } = publisherId;

    public string EventType { get; } = eventType;

    public ReadOnlySpan<byte> Payload => payload;

    public DateTime Utc { get; } = utc;

    public RpcContext? Context { get; } = context;

    /// <summary>The values of the context that may be sent, because a notification goes to any listener; null for all.</summary>
    public IReadOnlySet<string>? ContextKeys { get; } = contextKeys;
}
