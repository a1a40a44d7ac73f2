using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.ZeroMq;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the ZeroMQ driver to an application with a host.</summary>
public static class ZeroMqMessagingBuilderExtensions
{
    /// <summary>Adds the ZeroMQ driver to the application's transport, so that its URL may be <c>zmq://...</c>.</summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL take
    /// precedence.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Calling this again sets further options and resets none. <c>Configure&lt;ZeroMqOptions&gt;</c> with a section of the
    /// configuration and <c>PostConfigure&lt;ZeroMqOptions&gt;</c> set options as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddZeroMq(this IMessagingBuilder builder, Action<ZeroMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DriverServices.Add<ZeroMqOptions, ZeroMqDriverFactory>(builder.Services, given => new ZeroMqDriverFactory(given), configure);
        return builder;
    }
}
