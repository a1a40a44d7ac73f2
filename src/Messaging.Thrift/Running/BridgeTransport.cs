using System.Text.Json.Serialization.Metadata;
using Messaging.Drivers;
using Messaging.Drivers.Thrift;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Thrift.Running;

/// <summary>Creates the Thrift side of a bridge from the application's services.</summary>
internal static class BridgeTransport
{
    // Value trees pass through; no user type is read or written here.
    private static readonly JsonPayloadSerializer Trees = new(JsonPayloadSerializer.CreateOptions(JsonTypeInfoResolver.Combine()));

    /// <exception cref="InvalidTransportUrlException">The URL is not that of a Thrift transport.</exception>
    public static Transport Create(IServiceProvider services, string url, ThriftOptions options)
    {
        var drivers = new DriverRegistry();
        ThriftDriver.Register(drivers);
        return Transport.Create(url, new TransportOptions(Trees)
        {
            Drivers = drivers,
            DriverOptions = options,
            LoggerFactory = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
        });
    }
}
