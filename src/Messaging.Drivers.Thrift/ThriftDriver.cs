namespace Messaging.Drivers.Thrift;

/// <summary>Registers the Thrift driver, so that URLs with its schemes can be opened.</summary>
/// <remarks>
/// The schemes are <c>thrift</c>, <c>thrifts</c> with TLS, <c>thrift+http</c> and <c>thrift+https</c>. The driver needs no broker: servers
/// bind, and clients connect to the servers that the URL names. <see cref="ThriftOptions.Services"/> says what the services are.
/// </remarks>
public static class ThriftDriver
{
    /// <summary>Registers the driver. Registering it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new ThriftDriverFactory());
}
