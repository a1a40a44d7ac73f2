namespace Messaging.Notifications.Messages;

/// <summary>What a notifier says, the same in each topic that it is said in: the payload is JSON already.</summary>
internal sealed class NotificationContent(
    NotificationPriority priority, string? publisherId, string eventType, byte[] payload, DateTime utc, RpcContext? context, IReadOnlySet<string>? contextKeys)
{
    /// <summary>With dashes on the wire: Python's <c>str(uuid4())</c>.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public NotificationPriority Priority { get; } = priority;

    public string? PublisherId { get; } = publisherId;

    public string EventType { get; } = eventType;

    public ReadOnlySpan<byte> Payload => payload;

    public DateTime Utc { get; } = utc;

    public RpcContext? Context { get; } = context;

    /// <summary>The values of the context that may be sent, for a notification goes to whoever listens; null for all.</summary>
    public IReadOnlySet<string>? ContextKeys { get; } = contextKeys;
}
