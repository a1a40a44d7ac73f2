namespace Messaging;

/// <summary>The rules of <see cref="NotifierDriver.Routing"/>: a notification goes to every driver that has a rule that accepts it, once to each.</summary>
/// <remarks>Immutable. In oslo.messaging the rules stand in groups, which are only names: what one group accepts, another cannot refuse.</remarks>
public sealed class NotificationRouting
{
    private readonly NotificationRule[] _rules;

    /// <summary>Creates the rules.</summary>
    /// <param name="rules">The rules, in any order; several may be of one driver.</param>
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
