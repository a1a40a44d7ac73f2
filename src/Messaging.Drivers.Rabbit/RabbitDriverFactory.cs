using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that bring none of their own; null for the defaults.</param>
internal sealed class RabbitDriverFactory(RabbitOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["rabbit", "rabbit+tls", "kombu", "amqp", "amqps"];

    public OsloGroup? OptionGroup => OsloGroup.Rabbit;

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.DriverOptions switch
        {
            null => defaults ?? new RabbitOptions(),
            RabbitOptions given when defaults is null => given,
            RabbitOptions => throw new ArgumentException(
                $"The options of AddRabbit and {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} cannot be combined. "
                    + "Set all options in one place.",
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
