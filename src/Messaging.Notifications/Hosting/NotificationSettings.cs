using Messaging.Hosting;

namespace Messaging.Notifications.Hosting;

/// <summary>The settings of notifications among those of a transport: sections <c>Notifications</c> and <c>Listeners</c>.</summary>
internal sealed class NotificationSettings
{
    public MessagingNotifierOptions Notifications { get; } = new();

    public Dictionary<string, MessagingListenerOptions> Listeners { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static NotificationSettings Of(MessagingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Further<NotificationSettings>();
    }

    public MessagingListenerOptions Listener(string name) => MessagingOptions.Entry(Listeners, name);
}
