using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Drivers;

/// <summary>Finds the options that an application set for a driver with the options pattern. For driver authors.</summary>
public static class ConfiguredOptions
{
    /// <summary>Gives the options of a driver as the application set them: by the driver's section of the configuration
    /// (<see cref="DriverKeys{T}"/>), by the method that adds the driver, by <c>Configure</c> with code or with another section, by
    /// <c>PostConfigure</c>.</summary>
    /// <typeparam name="T">The class of the options.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <returns>The options; null when none were set.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="OptionsValidationException">A validation that the application added for them failed.</exception>
    /// <remarks>May be called by any thread.</remarks>
    public static T? Find<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(IServiceProvider services)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetServices<IConfigureOptions<T>>().Any(set => set is not DriverKeysReader<T> { IsEmpty: true })
            || services.GetServices<IPostConfigureOptions<T>>().Any()
            ? services.GetRequiredService<IOptions<T>>().Value
            : null;
    }
}
