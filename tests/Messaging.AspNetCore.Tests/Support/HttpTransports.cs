using Messaging.Drivers;
using Messaging.Drivers.Http;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>Transports that call gateways.</summary>
internal static class HttpTransports
{
    private static readonly DriverRegistry Drivers = Create();

    public static Task<Transport> OpenAsync(string url, HttpOptions? options = null, Action<TransportOptions>? configure = null)
    {
        var all = new TransportOptions { Drivers = Drivers, DriverOptions = options };
        configure?.Invoke(all);
        return Transport.OpenAsync(url, all);
    }

    /// <summary>A client of the topic "calc" of a gateway.</summary>
    public static RpcClient Calc(this Transport transport, TimeSpan? timeout = null, bool idempotent = false) =>
        new(transport, new Target { Topic = "calc" }, new RpcClientOptions { Timeout = timeout, Idempotent = idempotent });

    private static DriverRegistry Create()
    {
        var drivers = new DriverRegistry();
        HttpDriver.Register(drivers);
        return drivers;
    }
}
