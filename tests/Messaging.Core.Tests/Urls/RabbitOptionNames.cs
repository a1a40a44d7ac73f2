using Messaging.Drivers;
using Messaging.Drivers.Rabbit;

namespace Messaging.Core.Tests.Urls;

/// <summary>The options of oslo.messaging that the RabbitMQ driver brings.</summary>
internal static class RabbitOptionNames
{
    public static OsloSection Section { get; } = Find();

    private static OsloSection Find()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        return registry.Find(TransportUrl.Parse("rabbit://")).Oslo!;
    }
}
