namespace Messaging.Hosting;

/// <summary>Reads the file that <see cref="MessagingNotifierOptions.RoutingFile"/> names. The package
/// <c>Messaging.Notifications.Yaml</c> has one for YAML (<c>AddYamlRouting()</c>); for another format register one of your own, as a
/// singleton. Called by the thread that creates a notifier, by several at once if there are several transports.</summary>
public interface INotificationRoutingReader
{
    /// <summary>Reads a file. Called once for each notifier, when the host starts at the latest; if it throws, the start fails.</summary>
    /// <param name="file">The path of the file, as in the settings.</param>
    /// <returns>The rules.</returns>
    NotificationRouting Read(string file);
}
