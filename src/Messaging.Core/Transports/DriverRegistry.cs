using System.Collections.Concurrent;
using Messaging.Drivers.InMemory;
using Messaging.Transports;

namespace Messaging.Drivers;

/// <summary>Maps URL schemes to drivers. Drivers are registered explicitly: nothing is loaded by name.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public sealed class DriverRegistry
{
    private readonly ConcurrentDictionary<string, IDriverFactory> _factories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a registry that knows only <c>memory</c>.</summary>
    public DriverRegistry() => Register(InMemoryDriverFactory.Shared);

    /// <summary>The registry of transports that are not given another.</summary>
    public static DriverRegistry Default { get; } = new();

    /// <summary>The schemes that are registered, in alphabetical order.</summary>
    public IReadOnlyList<string> Schemes => [.. _factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The options of oslo.messaging that the drivers take.</summary>
    internal IEnumerable<OsloSection> Sections => _factories.Values.Select(factory => factory.Oslo).OfType<OsloSection>();

    /// <summary>Registers a driver for its schemes. A later registration of a scheme replaces the earlier one.</summary>
    /// <param name="factory">Creates the driver.</param>
    public void Register(IDriverFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        foreach (var scheme in factory.Schemes)
        {
            _factories[scheme] = factory;
        }
    }

    /// <summary>Finds the driver of a URL by its whole scheme.</summary>
    /// <param name="url">The URL.</param>
    /// <returns>The factory.</returns>
    /// <exception cref="InvalidTransportUrlException">A driver is registered for the part before the <c>+</c> and not for what follows: it
    /// may ask for TLS and must not be ignored. The error says what to write.</exception>
    /// <exception cref="DriverNotFoundException">No driver is registered for the scheme; the error lists those that are.</exception>
    public IDriverFactory Find(TransportUrl url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (_factories.TryGetValue(url.Scheme, out var factory))
        {
            return factory;
        }

        throw _factories.TryGetValue(url.DriverScheme, out factory)
            ? new InvalidTransportUrlException(TransportUrlPart.Scheme, DriverHint.ForSuffix(url, factory.Schemes))
            : new DriverNotFoundException(url.Scheme, Schemes, DriverHint.For(url.DriverScheme));
    }
}
