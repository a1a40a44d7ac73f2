namespace Messaging.Drivers.Thrift;

/// <summary>Makes a driver of a URL.</summary>
/// <param name="defaults">The options of transports that bring none of their own, or null for the defaults.</param>
internal sealed class ThriftDriverFactory(ThriftOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["thrift", "thrifts", "thrift+http", "thrift+https"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.DriverOptions switch
        {
            null => defaults ?? new ThriftOptions(),
            ThriftOptions given when defaults is null => given,
            ThriftOptions => throw new ArgumentException(
                $"The options of AddThrift and of {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} exclude each other. Set all of them in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(ThriftOptions)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new ServiceDriver(new ThriftSettings(url, options, context.MaxMessageSize), context);
    }
}
