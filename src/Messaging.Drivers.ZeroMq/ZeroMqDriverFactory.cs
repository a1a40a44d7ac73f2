namespace Messaging.Drivers.ZeroMq;

/// <summary>Makes a driver of a URL.</summary>
/// <param name="defaults">The options of transports that bring none of their own, or null for the defaults.</param>
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
