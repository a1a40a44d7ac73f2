namespace Messaging.Drivers.Amqp1;

/// <summary>Makes a driver of a URL.</summary>
/// <param name="defaults">The options of transports that bring none of their own, or null for the defaults.</param>
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
