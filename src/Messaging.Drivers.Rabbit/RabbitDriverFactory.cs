using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that bring none of their own; null for the defaults.</param>
internal sealed class RabbitDriverFactory(RabbitOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["rabbit", "rabbit+tls", "kombu", "amqp", "amqps"];

    public OsloSection? Oslo => OsloTable.Section;

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.OptionsOf(url, defaults, "AddRabbit");
        var settings = new RabbitSettings(url, options);
        WarnOfMissingUsers(url, settings, context.LoggerFactory);
        return new BrokerDriver(settings, context);
    }

    /// <summary>
    /// Later hosts do not inherit the user of the first, which only shows when the first is down. oslo.messaging warns about it, too.
    /// </summary>
    private static void WarnOfMissingUsers(TransportUrl url, RabbitSettings settings, ILoggerFactory loggers)
    {
        if (settings.Credentials is not null || url.Hosts.All(host => host.User is null))
        {
            return;
        }

        for (var i = 0; i < url.Hosts.Count; i++)
        {
            if (url.Hosts[i].User is null)
            {
                RabbitLog.HostWithoutUser(loggers.CreateLogger("Messaging.Drivers.Rabbit"), i + 1, url.Hosts.Count, settings.Hosts[i].User);
            }
        }
    }
}
