namespace Messaging.Drivers.ZeroMq;

/// <summary>Registers the ZeroMQ driver, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The schemes are <c>zmq</c>, and <c>zmq+ipc</c> for processes on one machine. The driver needs no broker: servers bind, and clients
/// connect to every server that the URL names.
/// </remarks>
public static class ZeroMqDriver
{
    /// <summary>Registers the driver. Registering it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new ZeroMqDriverFactory());
}
