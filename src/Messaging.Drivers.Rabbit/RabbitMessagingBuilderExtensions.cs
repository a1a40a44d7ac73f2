using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the RabbitMQ driver to an application with a host.</summary>
public static class RabbitMessagingBuilderExtensions
{
    /// <summary>Makes the RabbitMQ driver known to the application's transport, so that its URL may be <c>rabbit://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL win
    /// over these.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<RabbitOptions>? configure = null) =>
        builder.AddRabbit((_, options) => configure?.Invoke(options));

    /// <summary>Makes the RabbitMQ driver known to the application's transport, with options that need services of it, such as a provider
    /// of credentials.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts. Options in the URL win over these.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<IServiceProvider, RabbitOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddSingleton<IDriverFactory>(services =>
        {
            var options = new RabbitOptions();
            configure(services, options);
            return new RabbitDriverFactory(options);
        });
        return builder;
    }
}
