namespace Messaging.Drivers.Http;

/// <summary>Registers the HTTP driver, so that URLs with its schemes can be opened: <c>http</c>, <c>https</c>, and <c>h2c</c> for HTTP/2
/// without TLS.</summary>
/// <remarks>It calls the methods that a gateway (MapRpc of Messaging.AspNetCore) lists. It cannot serve.</remarks>
public static class HttpDriver
{
    /// <summary>Registers the driver. A second call has no effect.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new HttpDriverFactory());
}
