namespace Messaging;

/// <summary>A listener's method for one priority, as plain data. Created by reflection (<see cref="NotificationEndpoint.FromObject"/>) or
/// by hand.</summary>
/// <remarks>Immutable. The body is called concurrently.</remarks>
public sealed class NotificationHandler
{
    private NotificationHandler(
        string name, NotificationPriority priority, bool takesBatch,
        Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>> body)
    {
        if (!Enum.IsDefined(priority))
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "The value is not a priority.");
        }

        Name = name;
        Priority = priority;
        TakesBatch = takesBatch;
        Body = body;
    }

    /// <summary>The priority of the notifications that it gets.</summary>
    public NotificationPriority Priority { get; }

    /// <summary>Whether it takes several notifications at once.</summary>
    public bool TakesBatch { get; }

    /// <summary>Its name in errors.</summary>
    internal string Name { get; }

    internal Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>> Body { get; }

    /// <summary>Describes a method that takes one notification.</summary>
    /// <param name="priority">The priority of the notifications that it gets.</param>
    /// <param name="body">Runs it. The token fires when a stopping listener no longer waits for it.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The priority is not valid.</exception>
    public static NotificationHandler Create(
        NotificationPriority priority, Func<Notification, CancellationToken, ValueTask<NotificationResult>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return CreateSingle($"handler of {priority}", priority, body);
    }

    /// <summary>Describes a method that takes several notifications of one priority at once. Its result applies to all of them.</summary>
    /// <param name="priority">The priority of the notifications that it gets.</param>
    /// <param name="body">Runs it. The token fires when a stopping listener no longer waits for it.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The priority is not valid.</exception>
    public static NotificationHandler CreateBatch(
        NotificationPriority priority, Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return CreateBatch($"handler of {priority}", priority, body);
    }

    internal static NotificationHandler CreateSingle(
        string name, NotificationPriority priority, Func<Notification, CancellationToken, ValueTask<NotificationResult>> body) =>
        new(name, priority, takesBatch: false, (notifications, token) => body(notifications[0], token));

    internal static NotificationHandler CreateBatch(
        string name, NotificationPriority priority,
        Func<IReadOnlyList<Notification>, CancellationToken, ValueTask<NotificationResult>> body) =>
        new(name, priority, takesBatch: true, body);
}
