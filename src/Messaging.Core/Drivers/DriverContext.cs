using Microsoft.Extensions.Logging;

namespace Messaging.Drivers;

/// <summary>What a transport provides to its driver.</summary>
public sealed class DriverContext
{
    /// <summary>The logger factory for the driver.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>The clock and the timers of the driver.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>The exchange of targets that name none.</summary>
    public required string ControlExchange { get; init; }

    /// <summary>The largest body, in bytes, that is accepted from the wire.</summary>
    public required int MaxMessageSize { get; init; }

    /// <summary>Options for the driver's own settings, by their type, or null: a driver casts this to its own options type.</summary>
    public object? DriverOptions { get; init; }
}
