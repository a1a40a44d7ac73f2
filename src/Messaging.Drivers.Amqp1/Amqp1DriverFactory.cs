namespace Messaging.Drivers.Amqp1;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that have none of their own; null for the defaults.</param>
internal sealed class Amqp1DriverFactory(Amqp1Options? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["amqp1", "amqp1s"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.DriverOptions switch
        {
            null => defaults ?? new Amqp1Options(),
            Amqp1Options given when defaults is null => given,
            Amqp1Options => throw new ArgumentException(
                $"The options of AddAmqp1 and {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} cannot be combined. Set "
                    + "all options in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(Amqp1Options)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new LinkDriver(new Amqp1Settings(url, options), context);
    }
}
