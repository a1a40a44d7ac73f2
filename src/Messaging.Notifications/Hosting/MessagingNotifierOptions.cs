using Messaging.Hosting.Configuring;

namespace Messaging.Hosting;

/// <summary>The settings of the application's notifier: section <c>Messaging:Notifications</c>.</summary>
public sealed class MessagingNotifierOptions
{
    /// <summary>The publisher id, such as <c>compute.host1</c>.</summary>
    /// <value>Null: the value from <c>AddNotifier</c>.</value>
    public string? PublisherId { get; set; }

    /// <summary>The topics that each notification goes to, separated by commas.</summary>
    /// <value><c>notifications</c>, as in oslo.messaging.</value>
    public string Topics { get; set; } = "notifications";

    /// <summary>The exchange of the topics.</summary>
    /// <value>Null: <see cref="MessagingOptions.ControlExchange"/>.</value>
    public string? Exchange { get; set; }

    /// <summary>The drivers that send notifications, by oslo.messaging's names, separated by commas: <c>messagingv2</c>, <c>messaging</c>,
    /// <c>log</c>, <c>routing</c>, <c>noop</c>.</summary>
    /// <value><c>messagingv2</c>.</value>
    public string Drivers { get; set; } = "messagingv2";

    /// <summary>The file with the rules of the driver <c>routing</c>, as oslo.messaging's <c>routing_config</c>. Read when the host
    /// starts, by the application's <see cref="INotificationRoutingReader"/>: for YAML, <c>AddYamlRouting()</c> of the package
    /// <c>Messaging.Notifications.Yaml</c>.</summary>
    /// <value>Null; required when that driver is used and code sets no rules.</value>
    public string? RoutingFile { get; set; }

    /// <summary>How long to try to send a notification.</summary>
    /// <value>Null: <see cref="MessagingOptions.CallTimeout"/>.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether a notification that cannot be written or sent is an error for the caller. Otherwise it is logged.</summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool ThrowOnFailure { get; set; }

    internal NotifierOptions ToNotifierOptions(string? publisherId) => new()
    {
        PublisherId = PublisherId ?? publisherId,
        Topics = CommaList.Split(Topics),
        Exchange = Exchange,
        Drivers = Array.ConvertAll(CommaList.Split(Drivers), name => Enum.Parse<NotifierDriver>(name, ignoreCase: true)),
        Timeout = Timeout,
        ThrowOnFailure = ThrowOnFailure,
    };
}
