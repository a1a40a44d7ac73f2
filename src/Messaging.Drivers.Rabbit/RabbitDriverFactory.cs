namespace Messaging.Drivers.Rabbit;

/// <summary>Makes a driver of a URL.</summary>
/// <param name="defaults">The options of transports that bring none of their own, or null for the defaults.</param>
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
            RabbitOptions given => given,
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(RabbitOptions)} as {nameof(TransportOptions.DriverOptions)}, not "
                    + $"{other.GetType()}.",
                nameof(context)),
        };
        return new BrokerDriver(new RabbitSettings(url, options), context);
    }
}
