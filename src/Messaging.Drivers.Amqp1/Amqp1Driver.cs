namespace Messaging.Drivers.Amqp1;

/// <summary>Registers the AMQP 1.0 driver, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The schemes are <c>amqp1</c> and, with TLS, <c>amqp1s</c>. The driver is for RabbitMQ 4, whose native protocol is AMQP 1.0, and reaches
/// services that use <c>rabbit://</c>, in both languages; for other brokers use <see cref="Amqp1Dialect.Generic"/>. <c>amqp://</c> is
/// AMQP 0-9-1 and belongs to the RabbitMQ driver.
/// </remarks>
public static class Amqp1Driver
{
    /// <summary>Registers the driver. Registering it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new Amqp1DriverFactory());
}
