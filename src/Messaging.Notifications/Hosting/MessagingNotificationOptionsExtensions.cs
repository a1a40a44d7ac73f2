using Messaging.Hosting;
using Messaging.Notifications.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The settings of notifications, which are part of those of messaging.</summary>
public static class MessagingNotificationOptionsExtensions
{
    /// <summary>The settings of notifications.</summary>
    /// <param name="options">The settings of messaging.</param>
    extension(MessagingOptions options)
    {
        /// <summary>The settings of the notifier.</summary>
        /// <value>The defaults.</value>
        public MessagingNotifierOptions Notifications => NotificationSettings.Of(options).Notifications;

        /// <summary>The settings of notification listeners, by the name that <c>AddNotificationListener</c> gave them; upper and lower case
        /// are the same.</summary>
        /// <value>Empty: every listener has the defaults.</value>
        public Dictionary<string, MessagingListenerOptions> Listeners => NotificationSettings.Of(options).Listeners;
    }
}
