namespace Messaging.Drivers.ZeroMq;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that bring none of their own; null for the defaults.</param>
internal sealed class ZeroMqDriverFactory(ZeroMqOptions? defaults = null) : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["zmq", "zmq+ipc", "zmq+dns"];

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(context);
        var options = context.OptionsOf(url, defaults, "AddZeroMq");
        return new PeerDriver(new ZeroMqSettings(url, options), context);
    }
}
