namespace Messaging.Drivers.Http;

/// <summary>Makes the HTTP driver known, so that URLs with its schemes can be opened: <c>http</c>, <c>https</c>, and <c>h2c</c> for HTTP/2 without TLS.</summary>
/// <remarks>It calls what a gateway (MapRpc of Messaging.AspNetCore) lists. Nothing can be served through it.</remarks>
public static class HttpDriver
{
    /// <summary>Registers the driver. Doing it again changes nothing.</summary>
    /// <param name="registry">Where to register it, or null for <see cref="DriverRegistry.Default"/>.</param>
    public static void Register(DriverRegistry? registry = null) =>
        (registry ?? DriverRegistry.Default).Register(new HttpDriverFactory());
}
