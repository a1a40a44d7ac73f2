using System.Collections.Frozen;

namespace Messaging.Hosting.Configuring;

/// <summary>The keys that the configuration may have: those of the options' properties, which a test compares.</summary>
internal static class ConfigurationKeys
{
    public static FrozenDictionary<string, ValueRule> Messaging { get; } = Keys(
        (nameof(MessagingOptions.Url), ValueRule.Text),
        (nameof(MessagingOptions.ControlExchange), ValueRule.Text),
        (nameof(MessagingOptions.ConnectTimeout), ValueRule.Duration),
        (nameof(MessagingOptions.CallTimeout), ValueRule.Duration),
        (nameof(MessagingOptions.ServerConcurrency), ValueRule.Number),
        (nameof(MessagingOptions.PingServers), ValueRule.Flag),
        (nameof(MessagingOptions.MaxMessageSize), ValueRule.Number),
        (nameof(MessagingOptions.CastQueueCapacity), ValueRule.Number),
        (nameof(MessagingOptions.StartWithoutBroker), ValueRule.Flag));

    public static FrozenDictionary<string, ValueRule> Server { get; } = Keys(
        (nameof(MessagingServerOptions.Topic), ValueRule.Text),
        (nameof(MessagingServerOptions.Topics), ValueRule.Text),
        (nameof(MessagingServerOptions.Server), ValueRule.Text),
        (nameof(MessagingServerOptions.Exchange), ValueRule.Text),
        (nameof(MessagingServerOptions.Concurrency), ValueRule.Number),
        (nameof(MessagingServerOptions.Prefetch), ValueRule.Number),
        (nameof(MessagingServerOptions.MaxWaitingCalls), ValueRule.Number),
        (nameof(MessagingServerOptions.DrainTimeout), ValueRule.Duration),
        (nameof(MessagingServerOptions.AcknowledgeCalls), ValueRule.Acknowledge),
        (nameof(MessagingServerOptions.AcknowledgeCasts), ValueRule.Acknowledge),
        (nameof(MessagingServerOptions.RedeliverFailedCasts), ValueRule.Flag),
        (nameof(MessagingServerOptions.MaxDeliveries), ValueRule.Number),
        (nameof(MessagingServerOptions.SendTraces), ValueRule.Flag),
        (nameof(MessagingServerOptions.HideUndeclaredFailures), ValueRule.Flag),
        (nameof(MessagingServerOptions.Ping), ValueRule.Flag));

    public static FrozenDictionary<string, ValueRule> Client { get; } = Keys(
        (nameof(MessagingClientOptions.Topic), ValueRule.Text),
        (nameof(MessagingClientOptions.Exchange), ValueRule.Text),
        (nameof(MessagingClientOptions.Namespace), ValueRule.Text),
        (nameof(MessagingClientOptions.Version), ValueRule.Text),
        (nameof(MessagingClientOptions.Server), ValueRule.Text),
        (nameof(MessagingClientOptions.Timeout), ValueRule.Duration),
        (nameof(MessagingClientOptions.VersionCap), ValueRule.Text),
        (nameof(MessagingClientOptions.CallMonitorTimeout), ValueRule.Duration),
        (nameof(MessagingClientOptions.Idempotent), ValueRule.Flag));

    internal static FrozenDictionary<string, ValueRule> Keys(params (string Name, ValueRule Rule)[] keys) =>
        keys.ToFrozenDictionary(key => key.Name, key => key.Rule, StringComparer.OrdinalIgnoreCase);
}
