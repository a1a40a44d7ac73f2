namespace Messaging.Drivers.Thrift;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that have none of their own; null for the defaults.</param>
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
                $"The options of AddThrift and {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} cannot be combined. "
                    + "Set all options in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(ThriftOptions)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new ServiceDriver(new ThriftSettings(url, options, context.MaxMessageSize), context);
    }
}
