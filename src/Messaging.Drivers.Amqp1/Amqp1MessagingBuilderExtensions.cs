using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Amqp1;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the AMQP 1.0 driver to an application with a host.</summary>
public static class Amqp1MessagingBuilderExtensions
{
    /// <summary>Adds the AMQP 1.0 driver to the application's transport, so that its URL may be <c>amqp1://...</c>.</summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL take
    /// precedence.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Calling this again sets further options and resets none. <c>Configure&lt;Amqp1Options&gt;</c> with a section of the
    /// configuration and <c>PostConfigure&lt;Amqp1Options&gt;</c> set options as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddAmqp1(this IMessagingBuilder builder, Action<Amqp1Options>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DriverServices.Add<Amqp1Options, Amqp1DriverFactory>(builder.Services, given => new Amqp1DriverFactory(given), configure);
        return builder;
    }
}
