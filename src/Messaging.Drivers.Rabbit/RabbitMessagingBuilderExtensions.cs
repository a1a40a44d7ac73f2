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
    /// <summary>Adds the RabbitMQ driver to the application's transport, so that its URL may be <c>rabbit://...</c>.</summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL take
    /// precedence.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The configuration section <c>Rabbit</c> below the messaging section sets options first, by the names of the properties
    /// (<c>Messaging:Rabbit:Tls:CaFile</c>). Calling this again sets further options and resets none. <c>Configure&lt;RabbitOptions&gt;</c>
    /// and <c>PostConfigure&lt;RabbitOptions&gt;</c> set options as well, in the order of the options pattern. All options are validated
    /// when the host starts; when one is invalid, the start fails with <see cref="OptionsValidationException"/>.</remarks>
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

    /// <summary>Adds the RabbitMQ driver to the application's transport, with options that need the application's services, such as a
    /// provider of credentials.</summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts. Options in the URL take precedence.</param>
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
