using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the HTTP driver to an application with a host.</summary>
public static class HttpMessagingBuilderExtensions
{
    /// <summary>Registers the HTTP driver with the application's transport, so that its URL may be <c>https://...</c>.</summary>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; null for the defaults. Options in the URL take
    /// precedence.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A further call sets further options and resets none. <c>Configure&lt;HttpOptions&gt;</c> with a section of the
    /// configuration and <c>PostConfigure&lt;HttpOptions&gt;</c> set them as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddHttp(this IMessagingBuilder builder, Action<HttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DriverServices.Add<HttpOptions, HttpDriverFactory>(builder.Services, given => new HttpDriverFactory(given), configure);
        return builder;
    }
}
