namespace Messaging.Drivers.Amqp1;

/// <summary>Makes the AMQP 1.0 driver known, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The schemes are <c>amqp1</c> and, with TLS, <c>amqp1s</c>. It is for RabbitMQ 4, whose own protocol AMQP 1.0 is, and reaches services that use
/// <c>rabbit://</c>, in both languages; other brokers are taken with <see cref="Amqp1Dialect.Generic"/>. <c>amqp://</c> is AMQP 0-9-1, of the driver for RabbitMQ.
/// </remarks>
public static class Amqp1Driver
{
    /// <summary>Registers the driver. Doing it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new Amqp1DriverFactory());
}
