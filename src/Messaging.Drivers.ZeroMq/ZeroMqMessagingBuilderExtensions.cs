using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.ZeroMq;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the ZeroMQ driver to an application with a host.</summary>
public static class ZeroMqMessagingBuilderExtensions
{
    /// <summary>Makes the ZeroMQ driver known to the application's transport, so that its URL may be <c>zmq://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL win
    /// over these.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddZeroMq(this IMessagingBuilder builder, Action<ZeroMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IDriverFactory>(_ =>
        {
            var options = new ZeroMqOptions();
            configure?.Invoke(options);
            return new ZeroMqDriverFactory(options);
        });
        return builder;
    }
}
