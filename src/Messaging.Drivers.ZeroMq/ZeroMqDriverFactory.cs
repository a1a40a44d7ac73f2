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
        var options = context.DriverOptions switch
        {
            null => defaults ?? new ZeroMqOptions(),
            ZeroMqOptions given when defaults is null => given,
            ZeroMqOptions => throw new ArgumentException(
                $"The options of AddZeroMq and of {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} exclude each other. Set all of "
                    + "them in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(ZeroMqOptions)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new PeerDriver(new ZeroMqSettings(url, options), context);
    }
}
