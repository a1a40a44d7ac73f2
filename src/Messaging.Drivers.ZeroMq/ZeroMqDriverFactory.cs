namespace Messaging.Drivers.ZeroMq;

/// <summary>Creates a driver from a URL.</summary>
/// <param name="defaults">The options for transports that have none of their own; null for the defaults.</param>
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
                $"The options of AddZeroMq and {nameof(TransportOptions)}.{nameof(TransportOptions.DriverOptions)} cannot be combined. "
                    + "Set all options in one place.",
                nameof(context)),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {nameof(ZeroMqOptions)} as {nameof(TransportOptions.DriverOptions)}, not {other.GetType()}.",
                nameof(context)),
        };
        return new PeerDriver(new ZeroMqSettings(url, options), context);
    }
}
