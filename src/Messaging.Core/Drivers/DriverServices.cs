using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging.Drivers;

/// <summary>Makes a driver known to an application with a host, with its options in the ways of the options pattern. For those who write
/// drivers.</summary>
public static class DriverServices
{
    /// <summary>Adds a driver. Called again, it sets further options, and adds nothing else.</summary>
    /// <typeparam name="TOptions">The class of the driver's options.</typeparam>
    /// <typeparam name="TFactory">The class of its factory.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="create">Makes the factory, when the application starts, of the options that the application set: by the driver's
    /// section of the configuration (<see cref="DriverKeys{T}"/>), by <paramref name="configure"/>, by <c>Configure</c> with code or with
    /// another section, by <c>PostConfigure</c>; null when nobody set any.</param>
    /// <param name="configure">Sets options, or null.</param>
    /// <exception cref="ArgumentNullException">There are no services, or nothing makes the factory.</exception>
    /// <remarks>Where a validation that the application added for the options fails, the transport cannot be made:
    /// <see cref="OptionsValidationException"/>.</remarks>
    public static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TFactory>(
        IServiceCollection services, Func<TOptions?, TFactory> create, Action<TOptions>? configure = null)
        where TOptions : class
        where TFactory : class, IDriverFactory
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDriverFactory, TFactory>(provider => create(Find<TOptions>(provider))));
    }

    private static T? Find<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        IServiceProvider services)
        where T : class =>
        services.GetServices<IConfigureOptions<T>>().Any(set => set is not DriverKeysReader<T> { IsEmpty: true })
            || services.GetServices<IPostConfigureOptions<T>>().Any()
            ? services.GetRequiredService<IOptions<T>>().Value
            : null;
}
