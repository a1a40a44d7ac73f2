using System.Collections.Frozen;

namespace Messaging;

/// <summary>The settings of a notifier. Read when the notifier is created.</summary>
public sealed class NotifierOptions
{
    /// <summary>The values of a context that identify the user and the request without secrets: those that oslo.messaging sends.</summary>
    public static IReadOnlyCollection<string> SafeContextKeys { get; } = FrozenSet.ToFrozenSet<string>(
    [
        "user_id", "project_id", "domain_id", "user_domain_id", "project_domain_id", "is_admin", "request_id", "roles",
        "user_name", "project_name", "domain_name", "user_domain_name", "project_domain_name",
        "service_user_id", "service_user_domain_id", "service_user_domain_name",
        "service_project_id", "service_project_name", "service_project_domain_id", "service_project_domain_name", "service_roles",
        "global_request_id", "system_scope", "user", "domain", "user_domain", "project_domain",
    ]);

    /// <summary>The publisher id, such as <c>compute.host1</c>.</summary>
    /// <value>Null: none is sent.</value>
    public string? PublisherId { get; set; }

    /// <summary>The topics that each notification goes to: to the queue <c>TOPIC.priority</c> of each.</summary>
    /// <value><c>notifications</c>, as in oslo.messaging.</value>
    public IReadOnlyList<string> Topics { get; set; } = ["notifications"];

    /// <summary>The exchange of the topics, or null for the transport's control exchange.</summary>
    /// <value>Null.</value>
    public string? Exchange { get; set; }

    /// <summary>The drivers; each notification goes to all of them.</summary>
    /// <value><see cref="NotifierDriver.MessagingV2"/>.</value>
    public IReadOnlyList<NotifierDriver> Drivers { get; set; } = [NotifierDriver.MessagingV2];

    /// <summary>The rules of <see cref="NotifierDriver.Routing"/>.</summary>
    /// <value>Null; required when that driver is used.</value>
    public NotificationRouting? Routing { get; set; }

    /// <summary>How long to try to send a notification; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for oslo's <c>retry =
    /// -1</c>.</summary>
    /// <value>Null: <see cref="TransportOptions.CallTimeout"/>.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The values of a context that are sent; all others are left out, because a notification goes to any listener.</summary>
    /// <value><see cref="SafeContextKeys"/>.</value>
    public IReadOnlyCollection<string> ContextKeys { get; set; } = SafeContextKeys;

    /// <summary>Transforms payloads and contexts on their way, as oslo.messaging's <c>serializer</c> does.</summary>
    /// <value>Null: they are sent as they are.</value>
    public EntitySerializer? EntitySerializer { get; set; }

    /// <summary>Whether a notification that cannot be written or sent is an error for the caller. Otherwise it is logged, and the caller
    /// continues.</summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool ThrowOnFailure { get; set; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Topics);
        ArgumentNullException.ThrowIfNull(Drivers);
        ArgumentNullException.ThrowIfNull(ContextKeys);
        if (Topics.Count == 0)
        {
            throw new ArgumentException("A notifier needs at least one topic. To send nothing, use NotifierDriver.Noop.", nameof(Topics));
        }

        foreach (var driver in Drivers)
        {
            if (!Enum.IsDefined(driver))
            {
                throw new ArgumentOutOfRangeException(nameof(Drivers), driver, "The value is not a driver of notifications.");
            }
        }

        if (Drivers.Contains(NotifierDriver.Routing) && Routing is null)
        {
            throw new ArgumentException("NotifierDriver.Routing needs rules, and Routing is null.", nameof(Routing));
        }

        if (Timeout is { } timeout)
        {
            Timeouts.Check(timeout, nameof(Timeout));
        }
    }
}
