using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Thrift;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Thrift driver to an application with a host.</summary>
public static class ThriftMessagingBuilderExtensions
{
    /// <summary>Adds the Thrift driver to the application's transport, so that its URL may be <c>thrift://...</c>.</summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="configure">Sets the driver's options, including its services, once, when the host starts. Options in the URL take
    /// precedence.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Calling this again sets further options and resets none. <c>Configure&lt;ThriftOptions&gt;</c> with a section of the
    /// configuration and <c>PostConfigure&lt;ThriftOptions&gt;</c> set options as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddThrift(this IMessagingBuilder builder, Action<ThriftOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        DriverServices.Add<ThriftOptions, ThriftDriverFactory>(
            builder.Services, given => new ThriftDriverFactory(given ?? new ThriftOptions()), configure);
        return builder;
    }
}
