namespace Messaging.Drivers;

/// <summary>Makes the driver of one or more URL schemes. Registered in a <see cref="DriverRegistry"/>.</summary>
/// <remarks>Called concurrently.</remarks>
public interface IDriverFactory
{
    /// <summary>The schemes that the driver serves, in lower case, such as <c>rabbit</c> and <c>rabbit+tls</c>.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>Makes a driver for a URL, without connecting.</summary>
    /// <param name="url">The parsed URL; its scheme is one of <see cref="Schemes"/>.</param>
    /// <param name="context">What the transport lends to the driver.</param>
    /// <returns>The driver, which the transport owns.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL has a part or an option that the driver cannot use.</exception>
    IDriver Create(TransportUrl url, DriverContext context);
}
