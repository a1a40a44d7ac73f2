namespace Messaging.DriverContract;

/// <summary>A listener's endpoint that keeps what it gets.</summary>
public sealed class NotificationRecorder
{
    private readonly Func<Notification, NotificationResult> _decide;

    /// <summary>Creates an endpoint that handles everything.</summary>
    public NotificationRecorder()
        : this(_ => NotificationResult.Handled)
    {
    }

    /// <summary>Creates an endpoint with a mind of its own.</summary>
    public NotificationRecorder(Func<Notification, NotificationResult> decide) => _decide = decide;

    /// <summary>What it got, in order.</summary>
    public Journal<Notification> Received { get; } = new();

    /// <summary>Its methods for some priorities.</summary>
    public NotificationEndpoint For(params IEnumerable<NotificationPriority> priorities) => For(null, priorities);

    /// <summary>Its methods for some priorities, behind a filter.</summary>
    public NotificationEndpoint For(NotificationFilter? filter, params IEnumerable<NotificationPriority> priorities) =>
        new(priorities.Select(priority => NotificationHandler.Create(priority, (notification, _) => new(Take(notification)))), filter);

    /// <summary>Its methods for all priorities.</summary>
    public NotificationEndpoint ForAll(NotificationFilter? filter = null) => For(filter, Enum.GetValues<NotificationPriority>());

    /// <summary>The next notification of an event type, come already or still to come.</summary>
    public Task<Notification> WaitForAsync(string eventType) =>
        Received.WaitForAsync(notification => notification.EventType == eventType, $"the notification '{eventType}'");

    private NotificationResult Take(Notification notification)
    {
        Received.Add(notification);
        return _decide(notification);
    }
}
