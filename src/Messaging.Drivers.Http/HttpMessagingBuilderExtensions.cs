using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the HTTP driver to an application with a host.</summary>
public static class HttpMessagingBuilderExtensions
{
    /// <summary>Makes the HTTP driver known to the application's transport, so that its URL may be <c>https://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; null for the defaults. Options in the URL win over these.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Called again, it sets further options and takes none back.</remarks>
    public static IMessagingBuilder AddHttp(this IMessagingBuilder builder, Action<HttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new HttpSetup(configure ?? (static _ => { })));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDriverFactory, HttpDriverFactory>(CreateFactory));
        return builder;
    }

    private static HttpDriverFactory CreateFactory(IServiceProvider services)
    {
        var options = new HttpOptions();
        foreach (var setup in services.GetServices<HttpSetup>())
        {
            setup.Configure(options);
        }

        return new HttpDriverFactory(options);
    }
}
