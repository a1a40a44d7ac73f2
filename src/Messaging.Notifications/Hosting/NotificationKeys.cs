using System.Collections.Frozen;
using Messaging.Hosting;
using Messaging.Hosting.Configuring;

namespace Messaging.Notifications.Hosting;

/// <summary>The keys of notifications that the configuration may have: those of the options' properties, which a test compares.</summary>
internal static class NotificationKeys
{
    public static ValueRule Drivers { get; } = new(
        value => Array.TrueForAll(CommaList.Split(value), IsDriver),
        "Write messagingv2, messaging, log, routing or noop, or several separated by commas.");

    public static FrozenDictionary<string, ValueRule> Notifier { get; } = ConfigurationKeys.Keys(
        (nameof(MessagingNotifierOptions.PublisherId), ValueRule.Text),
        (nameof(MessagingNotifierOptions.Topics), ValueRule.Text),
        (nameof(MessagingNotifierOptions.Exchange), ValueRule.Text),
        (nameof(MessagingNotifierOptions.Drivers), Drivers),
        (nameof(MessagingNotifierOptions.RoutingFile), ValueRule.Text),
        (nameof(MessagingNotifierOptions.Timeout), ValueRule.Duration),
        (nameof(MessagingNotifierOptions.ThrowOnFailure), ValueRule.Flag));

    public static FrozenDictionary<string, ValueRule> Listener { get; } = ConfigurationKeys.Keys(
        (nameof(MessagingListenerOptions.Topics), ValueRule.Text),
        (nameof(MessagingListenerOptions.Exchange), ValueRule.Text),
        (nameof(MessagingListenerOptions.Pool), ValueRule.Text),
        (nameof(MessagingListenerOptions.AllowRequeue), ValueRule.Flag),
        (nameof(MessagingListenerOptions.BatchSize), ValueRule.Number),
        (nameof(MessagingListenerOptions.BatchTimeout), ValueRule.Duration),
        (nameof(MessagingListenerOptions.Concurrency), ValueRule.Number),
        (nameof(MessagingListenerOptions.Prefetch), ValueRule.Number),
        (nameof(MessagingListenerOptions.DrainTimeout), ValueRule.Duration));

    private static bool IsDriver(string name) =>
        Enum.TryParse<NotifierDriver>(name, ignoreCase: true, out var driver) && Enum.IsDefined(driver) && !char.IsDigit(name[0]);
}
