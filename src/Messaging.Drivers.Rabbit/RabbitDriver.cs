namespace Messaging.Drivers.Rabbit;

/// <summary>Registers the RabbitMQ driver, so that URLs with its schemes can be opened.</summary>
/// <remarks>The schemes are <c>rabbit</c>, <c>rabbit+tls</c>, <c>kombu</c>, <c>amqp</c> and <c>amqps</c>. All speak AMQP 0-9-1.</remarks>
public static class RabbitDriver
{
    /// <summary>Registers the driver. Registering it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new RabbitDriverFactory());
}
