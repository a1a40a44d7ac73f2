using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the RabbitMQ driver to an application with a host.</summary>
public static class RabbitMessagingBuilderExtensions
{
    /// <summary>Makes the RabbitMQ driver known to the application's transport, so that its URL may be <c>rabbit://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL win
    /// over these.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Called again, it sets further options and takes none back. <c>Configure&lt;RabbitOptions&gt;</c> with a section of the configuration and
    /// <c>PostConfigure&lt;RabbitOptions&gt;</c> set them as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<RabbitOptions>? configure = null)
    {
        if (configure is not null)
        {
            return builder.AddRabbit((_, options) => configure(options));
        }

        ArgumentNullException.ThrowIfNull(builder);
        AddFactory(builder.Services);
        return builder;
    }

    /// <summary>Makes the RabbitMQ driver known to the application's transport, with options that need services of it, such as a provider
    /// of credentials.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts. Options in the URL win over these.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Called again, it sets further options and takes none back. <c>Configure&lt;RabbitOptions&gt;</c> with a section of the configuration and
    /// <c>PostConfigure&lt;RabbitOptions&gt;</c> set them as well, in the order of the options pattern.</remarks>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<IServiceProvider, RabbitOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<RabbitOptions>().Configure<IServiceProvider>((options, services) => configure(services, options));
        AddFactory(builder.Services);
        return builder;
    }

    private static void AddFactory(IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDriverFactory, RabbitDriverFactory>(CreateFactory));

    private static RabbitDriverFactory CreateFactory(IServiceProvider services) =>
        new(ConfiguredOptions.Find<RabbitOptions>(services));
}
