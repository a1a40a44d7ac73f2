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
        var options = context.DriverOptions switch
        {
            null => defaults ?? new HttpOptions(),
            HttpOptions given when defaults is null => given,
            HttpOptions => throw new ArgumentException(
                $"The options of AddHttp and of {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} are mutually exclusive. Set all of them in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(HttpOptions)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new GatewayDriver(new HttpSettings(url, options, context.MaxMessageSize), context);
    }
}
