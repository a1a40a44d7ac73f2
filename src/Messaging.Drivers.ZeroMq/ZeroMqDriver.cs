namespace Messaging.Drivers.ZeroMq;

/// <summary>Makes the ZeroMQ driver known, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The scheme is <c>zmq</c>, and <c>zmq+ipc</c> for processes of one machine. It needs no broker: servers bind, clients connect to every server
/// that the URL names.
/// </remarks>
public static class ZeroMqDriver
{
    /// <summary>Registers the driver. Doing it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new ZeroMqDriverFactory());
}
