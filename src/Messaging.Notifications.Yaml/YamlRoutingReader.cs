using Messaging.Hosting;

namespace Messaging;

/// <summary>Reads the routing file of a notifier in an application with a host.</summary>
internal sealed class YamlRoutingReader : INotificationRoutingReader
{
    public NotificationRouting Read(string file) => NotificationRoutingFile.Load(file);
}
