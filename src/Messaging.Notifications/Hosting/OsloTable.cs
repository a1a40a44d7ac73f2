using Messaging.Drivers;

namespace Messaging.Notifications.Hosting;

/// <summary>What becomes of oslo.messaging's options for notifiers.</summary>
internal static class OsloTable
{
    public const string Drivers = "driver";
    public const string Topics = "topics";
    public const string Routing = "routing_config";

    public static OsloSection Section { get; } = new(
        "oslo_messaging_notifications",
        OsloOption.Sets(Drivers, OsloValue.List, "`NotifierOptions.Drivers`", "notification_driver"),
        OsloOption.Ignored(
            "transport_url", OsloValue.Text,
            "notifications go through the transport that the notifier is given; give it one of its own",
            aliases: "notification_transport_url"),
        OsloOption.Sets(Topics, OsloValue.List, "`NotifierOptions.Topics`", "notification_topics"),
        OsloOption.Ignored(
            "retry", OsloValue.WholeNumber(-1),
            "a notification is tried for a time and not for a number of times; NotifierOptions.Timeout says how long"),
        OsloOption.Sets(Routing, OsloValue.Text, "`NotifierOptions.Routing`", "routing_notifier_config"));
}
