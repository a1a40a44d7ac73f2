using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Messaging.Notifications.Listening;

namespace Messaging;

/// <summary>Selects the notifications that an endpoint gets: those for which every given pattern matches. A pattern is a .NET regular
/// expression that must match at the start of the text, as in oslo.messaging.</summary>
/// <remarks>
/// Immutable; safe for any number of threads. A pattern never matches a missing value or one that is not a string. Patterns match in time
/// proportional to the text where possible; a pattern with look-arounds or back-references cannot, and gets one second for each text.
/// </remarks>
public sealed class NotificationFilter
{
    private readonly FilterPattern? _publisherId;
    private readonly FilterPattern? _eventType;
    private readonly KeyValuePair<string, FilterPattern>[] _context;
    private readonly KeyValuePair<string, FilterPattern>[] _metadata;
    private readonly KeyValuePair<string, FilterPattern>[] _payload;

    /// <summary>Creates a filter; null parameters are not checked.</summary>
    /// <param name="publisherId">The pattern of the publisher id.</param>
    /// <param name="eventType">The pattern of the event type.</param>
    /// <param name="context">Patterns of values of the context, by name.</param>
    /// <param name="metadata">Patterns of <c>message_id</c> and <c>timestamp</c>.</param>
    /// <param name="payload">Patterns of values of the payload, which must be an object, by their names on the wire.</param>
    /// <exception cref="ArgumentException">A pattern is not a regular expression; the message names it.</exception>
    public NotificationFilter(
        [StringSyntax(StringSyntaxAttribute.Regex)] string? publisherId = null,
        [StringSyntax(StringSyntaxAttribute.Regex)] string? eventType = null,
        IReadOnlyDictionary<string, string>? context = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        IReadOnlyDictionary<string, string>? payload = null)
    {
        _publisherId = publisherId is null ? null : new FilterPattern(nameof(publisherId), publisherId);
        _eventType = eventType is null ? null : new FilterPattern(nameof(eventType), eventType);
        _context = Patterns(nameof(context), context);
        _metadata = Patterns(nameof(metadata), metadata);
        _payload = Patterns(nameof(payload), payload);
    }

    /// <summary>Whether a notification passes.</summary>
    /// <param name="notification">The notification.</param>
    /// <returns>True when every pattern matches.</returns>
    /// <exception cref="RegexMatchTimeoutException">A pattern with look-arounds or back-references took longer than a second.</exception>
    public bool Matches(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return (_publisherId is null || _publisherId.Matches(notification.PublisherId))
            && (_eventType is null || _eventType.Matches(notification.EventType))
            && MatchContext(notification)
            && MatchMetadata(notification.Metadata)
            && MatchPayload(notification);
    }

    private static KeyValuePair<string, FilterPattern>[] Patterns(string what, IReadOnlyDictionary<string, string>? patterns) =>
        patterns is null
            ? []
            : [.. patterns.Select(pair => KeyValuePair.Create(pair.Key, new FilterPattern($"{what}[{pair.Key}]", pair.Value)))];

    private bool MatchContext(Notification notification)
    {
        foreach (var (key, pattern) in _context)
        {
            if (!pattern.Matches(notification.Context[key].GetString()))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchMetadata(NotificationMetadata metadata)
    {
        foreach (var (key, pattern) in _metadata)
        {
            if (!pattern.Matches(key switch { "message_id" => metadata.MessageId, "timestamp" => metadata.Timestamp, _ => null }))
            {
                return false;
            }
        }

        return true;
    }

    private bool MatchPayload(Notification notification)
    {
        foreach (var (key, pattern) in _payload)
        {
            if (!pattern.Matches(notification.Payload[key].GetString()))
            {
                return false;
            }
        }

        return true;
    }
}
