using Messaging.Notifications.Messages;
using Messaging.Notifications.Notifying;

namespace Messaging;

/// <summary>Selects the notifications that a driver gets: those that match every condition. A condition is a list of patterns, one of which
/// must match.</summary>
/// <remarks>Immutable. Patterns are globs: <c>*</c> any text, <c>?</c> one character, <c>[a-c]</c> and <c>[!a-c]</c> one of, or none of, a
/// set.</remarks>
public sealed class NotificationRule
{
    private readonly GlobPattern[]? _events;
    private readonly GlobPattern[]? _priorities;

    /// <summary>Creates a rule.</summary>
    /// <param name="driver">The driver that gets the matching notifications.</param>
    /// <param name="acceptedEvents">Patterns of event types, case-sensitive; null for every event.</param>
    /// <param name="acceptedPriorities">Patterns of priorities, such as <c>info</c>; null for every priority.</param>
    /// <exception cref="ArgumentException">A pattern is not valid, or the driver is <see cref="NotifierDriver.Routing"/>, which cannot
    /// route to itself.</exception>
    public NotificationRule(
        NotifierDriver driver, IReadOnlyList<string>? acceptedEvents = null, IReadOnlyList<string>? acceptedPriorities = null)
    {
        if (driver == NotifierDriver.Routing || !Enum.IsDefined(driver))
        {
            throw new ArgumentOutOfRangeException(nameof(driver), driver, "The driver of a rule is messagingv2, messaging, log or noop.");
        }

        Driver = driver;
        AcceptedEvents = acceptedEvents;
        AcceptedPriorities = acceptedPriorities;
        _events = acceptedEvents?.Select(pattern => new GlobPattern(pattern)).ToArray();
        _priorities = acceptedPriorities?.Select(pattern => new GlobPattern(pattern.ToLowerInvariant())).ToArray();
    }

    /// <summary>The driver that gets the matching notifications.</summary>
    public NotifierDriver Driver { get; }

    /// <summary>Patterns of event types, or null for every event.</summary>
    public IReadOnlyList<string>? AcceptedEvents { get; }

    /// <summary>Patterns of priorities, or null for every priority.</summary>
    public IReadOnlyList<string>? AcceptedPriorities { get; }

    internal bool Accepts(string eventType, NotificationPriority priority) =>
        MatchesAny(_events, eventType) && MatchesAny(_priorities, priority.ToLowerName());

    private static bool MatchesAny(GlobPattern[]? patterns, string text)
    {
        if (patterns is null)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.Matches(text))
            {
                return true;
            }
        }

        return false;
    }
}
