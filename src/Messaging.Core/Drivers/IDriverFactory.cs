namespace Messaging.Drivers;

/// <summary>Creates the driver of one or more URL schemes. Registered in a <see cref="DriverRegistry"/>.</summary>
/// <remarks>Called concurrently.</remarks>
public interface IDriverFactory
{
    /// <summary>The schemes that the driver serves, in lower case, such as <c>rabbit</c> and <c>rabbit+tls</c>.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>The section of oslo.config whose options the driver's URLs accept by name: <see cref="OsloOptions"/>.</summary>
    /// <value>Null: the driver's options are its own.</value>
    OsloGroup? OptionGroup => null;

    /// <summary>Creates a driver for a URL, without connecting.</summary>
    /// <param name="url">The parsed URL; its scheme is one of <see cref="Schemes"/>. Options of <see cref="OptionGroup"/> have their
    /// current names and valid values; options of the transport itself, and those without effect, are removed.</param>
    /// <param name="context">What the transport provides to the driver.</param>
    /// <returns>The driver, which the transport owns.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL has a part or an option that the driver cannot use.</exception>
    IDriver Create(TransportUrl url, DriverContext context);
}
