using Messaging;
using Messaging.Drivers;
using Messaging.Drivers.ZeroMq;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the ZeroMQ driver to an application with a host.</summary>
public static class ZeroMqMessagingBuilderExtensions
{
    /// <summary>Makes the ZeroMQ driver known to the application's transport, so that its URL may be <c>zmq://...</c>.</summary>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <param name="configure">Sets the driver's options, once, when the host starts; or null for the defaults. Options in the URL win
    /// over these.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Called again, it sets further options and takes none back.</remarks>
    public static IMessagingBuilder AddZeroMq(this IMessagingBuilder builder, Action<ZeroMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.AddSingleton(new ZeroMqSetup(configure));
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDriverFactory, ZeroMqDriverFactory>(CreateFactory));
        return builder;
    }

    private static ZeroMqDriverFactory CreateFactory(IServiceProvider services)
    {
        var setups = services.GetServices<ZeroMqSetup>().ToList();
        var options = new ZeroMqOptions();
        setups.ForEach(setup => setup.Configure(options));
        return new ZeroMqDriverFactory(setups.Count == 0 ? null : options);
    }
}
