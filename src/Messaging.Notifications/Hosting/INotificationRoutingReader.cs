namespace Messaging.Hosting;

/// <summary>Reads the file that <see cref="MessagingNotifierOptions.RoutingFile"/> names. The package
/// <c>Messaging.Notifications.Yaml</c> has one for YAML (<c>AddYamlRouting()</c>); for another form register one of your own, as a
/// singleton. Called by the thread that makes a notifier, by several at once if there are several transports.</summary>
public interface INotificationRoutingReader
{
    /// <summary>Reads a file. Called once for each notifier, when the host starts at the latest; what it throws fails that start.</summary>
    /// <param name="file">Where the file is, as the settings name it.</param>
    /// <returns>The rules.</returns>
    NotificationRouting Read(string file);
}
