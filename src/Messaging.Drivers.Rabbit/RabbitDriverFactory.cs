using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>Makes a driver of a URL.</summary>
/// <param name="defaults">The options of transports that bring none of their own, or null for the defaults.</param>
internal sealed class RabbitDriverFactory(RabbitOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["rabbit", "rabbit+tls", "kombu", "amqp", "amqps"];

    public OsloSection? Oslo => OsloTable.Section;

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.DriverOptions switch
        {
            null => defaults ?? new RabbitOptions(),
            RabbitOptions given when defaults is null => given,
            RabbitOptions => throw new ArgumentException(
                $"The options of AddRabbit and of {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} exclude each other. Set all of "
                    + "them in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(RabbitOptions)} as {nameof(TransportOptions.DriverOptions)}, not "
                    + $"{other.GetType()}.",
                nameof(context)),
        };
        var settings = new RabbitSettings(url, options);
        WarnOfMissingUsers(url, settings, context.LoggerFactory);
        return new BrokerDriver(settings, context);
    }

    /// <summary>Later hosts do not inherit the user of the first, and it shows when that is down. oslo.messaging warns of it, too.</summary>
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
