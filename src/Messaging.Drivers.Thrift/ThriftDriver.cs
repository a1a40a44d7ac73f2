namespace Messaging.Drivers.Thrift;

/// <summary>Makes the Thrift driver known, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The schemes are <c>thrift</c>, <c>thrifts</c> with TLS, <c>thrift+http</c> and <c>thrift+https</c>. It needs no broker: servers bind, and clients connect
/// to the servers that the URL names. What the services are is said by <see cref="ThriftOptions.Services"/>.
/// </remarks>
public static class ThriftDriver
{
    /// <summary>Registers the driver. Doing it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new ThriftDriverFactory());
}
