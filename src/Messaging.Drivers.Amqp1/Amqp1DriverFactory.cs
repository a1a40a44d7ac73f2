namespace Messaging.Drivers.Amqp1;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that bring none of their own; null for the defaults.</param>
internal sealed class Amqp1DriverFactory(Amqp1Options? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["amqp1", "amqp1s"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.OptionsOf(url, defaults, "AddAmqp1");
        return new LinkDriver(new Amqp1Settings(url, options), context);
    }
}
