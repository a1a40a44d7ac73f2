using Messaging.Drivers;
using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Rabbit;
using Messaging.Soak.Brokers;
using Microsoft.Extensions.Logging;

namespace Messaging.Soak.Serving;

/// <summary>Opens transports with the settings of any application: nothing is tuned for the faults.</summary>
internal static class Lines
{
    /// <summary>How long a program that starts tries to reach a broker that is just being tormented.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task<Transport> OpenAsync(string url, string name, ILoggerFactory log)
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        Amqp1Driver.Register(registry);
        return Transport.OpenAsync(url, new TransportOptions
        {
            Drivers = registry,
            LoggerFactory = log,
            ConnectTimeout = Patience,
            DriverOptions = url.StartsWith(BrokerSite.Rabbit, StringComparison.Ordinal) ? new RabbitOptions { ConnectionName = name } : null,
        });
    }
}
