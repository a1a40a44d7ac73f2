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
        var options = context.OptionsOf(url, defaults, "AddThrift");
        return new ServiceDriver(new ThriftSettings(url, options, context.MaxMessageSize), context);
    }
}
