namespace Messaging;

/// <summary>The rules of <see cref="NotifierDriver.Routing"/>: a notification goes once to every driver with a rule that accepts
/// it.</summary>
/// <remarks>Immutable. In oslo.messaging the rules are in groups, which are only names: a group cannot refuse what another
/// accepts.</remarks>
public sealed class NotificationRouting
{
    private readonly NotificationRule[] _rules;

    /// <summary>Creates the rules.</summary>
    /// <param name="rules">The rules, in any order; a driver may have several.</param>
    public NotificationRouting(params IEnumerable<NotificationRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules];
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<NotificationRule> Rules => _rules;

    /// <summary>Whether a notification goes to a driver.</summary>
    internal bool Accepts(NotifierDriver driver, string eventType, NotificationPriority priority)
    {
        foreach (var rule in _rules)
        {
            if (rule.Driver == driver && rule.Accepts(eventType, priority))
            {
                return true;
            }
        }

        return false;
    }
}
