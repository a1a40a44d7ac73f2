namespace Messaging.Drivers.Http;

/// <summary>Creates a driver for a URL.</summary>
/// <param name="defaults">The options of transports that have none of their own, or null for the defaults.</param>
internal sealed class HttpDriverFactory(HttpOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["http", "https", "h2c"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.OptionsOf(url, defaults, "AddHttp");
        return new GatewayDriver(new HttpSettings(url, options, context.MaxMessageSize), context);
    }
}
