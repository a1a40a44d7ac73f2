using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Rabbit.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the RabbitMQ driver to an application with a host.</summary>
public static class RabbitMessagingBuilderExtensions
{
    /// <summary>Makes the RabbitMQ driver known to the application's transport, so that its URL may be <c>rabbit://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL win
    /// over these.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The section <c>Rabbit</c> below that of messaging sets options first, by the names of the properties
    /// (<c>Messaging:Rabbit:Tls:CaFile</c>). Called again, this sets further options and takes none back. <c>Configure&lt;RabbitOptions&gt;</c> and
    /// <c>PostConfigure&lt;RabbitOptions&gt;</c> set them as well, in the order of the options pattern. All are checked when the host
    /// starts, whose start fails with <see cref="OptionsValidationException"/> when one cannot be.</remarks>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<RabbitOptions>? configure = null)
    {
        if (configure is not null)
        {
            return builder.AddRabbit((_, options) => configure(options));
        }

        ArgumentNullException.ThrowIfNull(builder);
        AddDriver(builder.Services);
        return builder;
    }

    /// <summary>Makes the RabbitMQ driver known to the application's transport, with options that need services of it, such as a provider
    /// of credentials.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts. Options in the URL win over these.</param>
    /// <returns>The builder.</returns>
    /// <inheritdoc cref="AddRabbit(IMessagingBuilder, Action{RabbitOptions}?)" path="/remarks"/>
    public static IMessagingBuilder AddRabbit(this IMessagingBuilder builder, Action<IServiceProvider, RabbitOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        AddDriver(builder.Services).Configure<IServiceProvider>((options, services) => configure(services, options));
        return builder;
    }

    private static OptionsBuilder<RabbitOptions> AddDriver(IServiceCollection services)
    {
        RabbitSection.Keys.AddTo(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitOptions>, RabbitOptionsValidator>());
        DriverServices.Add<RabbitOptions, RabbitDriverFactory>(services, given => new RabbitDriverFactory(given));
        return services.AddOptions<RabbitOptions>();
    }
}
