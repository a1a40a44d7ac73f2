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
        var options = context.OptionsOf(url, defaults, "AddThrift");
        return new ServiceDriver(new ThriftSettings(url, options, context.MaxMessageSize), context);
    }
}
