using System.Globalization;

namespace Messaging;

/// <summary>The metadata of a notification.</summary>
/// <param name="MessageId">Its id, a uuid with dashes; the same in every topic that it was sent to. Null when it has none.</param>
/// <param name="Timestamp">When it was created, as received: <c>2026-11-21 01:05:54.849999</c>, UTC. Null when it has none.</param>
public sealed record NotificationMetadata(string? MessageId, string? Timestamp)
{
    /// <summary><see cref="Timestamp"/> as a time, or null when it is not a valid time.</summary>
    public DateTimeOffset? Time =>
        DateTimeOffset.TryParse(Timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
