namespace Messaging.Drivers;

/// <summary>Creates the driver of one or more URL schemes. Registered in a <see cref="DriverRegistry"/>.</summary>
/// <remarks>Called concurrently.</remarks>
public interface IDriverFactory
{
    /// <summary>The schemes that the driver serves, in lower case, such as <c>rabbit</c> and <c>rabbit+tls</c>.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>The section of oslo.config whose options the driver's URLs take, by their names.</summary>
    /// <value>Null: the driver's options are its own.</value>
    /// <remarks>For the same names in the configuration of a host, <see cref="DriverKeys{T}"/> bring the section too.</remarks>
    OsloSection? Oslo => null;

    /// <summary>Makes a driver for a URL, without connecting.</summary>
    /// <param name="url">The parsed URL; its scheme is one of <see cref="Schemes"/>. Its options have their present names, and values that
    /// can be read, as far as they are of <see cref="Oslo"/>; those of the transport itself, and of no effect, are taken out.</param>
    /// <param name="context">What the transport lends to the driver.</param>
    /// <returns>The driver, which the transport owns.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL has a part or an option that the driver cannot use.</exception>
    IDriver Create(TransportUrl url, DriverContext context);
}
