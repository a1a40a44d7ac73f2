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

    /// <summary>Options for the driver's own settings, by their type, or null: <see cref="OptionsOf"/>.</summary>
    public object? DriverOptions { get; init; }

    /// <summary>The options of a driver: those of the transport, or those that the application set for all of its transports.</summary>
    /// <typeparam name="T">The class of the driver's options.</typeparam>
    /// <param name="url">The URL, for errors.</param>
    /// <param name="common">Those that the application set (<see cref="DriverServices"/>); null for none.</param>
    /// <param name="add">The method by which it sets them, such as <c>AddRabbit</c>, for errors.</param>
    /// <returns>The options; the defaults when nobody set any.</returns>
    /// <exception cref="ArgumentException">The transport has options of another class, or both have options.</exception>
    public T OptionsOf<T>(TransportUrl url, T? common, string add)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(url);
        return DriverOptions switch
        {
            null => common ?? new T(),
            T given when common is null => given,
            T => throw new ArgumentException(
                $"The options of {add} and of TransportOptions.{nameof(DriverOptions)} exclude each other. Set all of them in one place."),
            var other => throw new ArgumentException(
                $"The driver of {url.Scheme}:// takes {typeof(T).Name} as TransportOptions.{nameof(DriverOptions)}, "
                    + $"not {other.GetType()}."),
        };
    }
}
