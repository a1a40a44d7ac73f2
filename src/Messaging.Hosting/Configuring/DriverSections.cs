using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Configuring;

/// <summary>The sections of the configuration that drivers read. Asked for late, for drivers are added after messaging.</summary>
/// <param name="services">The services of the application, while it is put together.</param>
internal sealed class DriverSections(IServiceCollection services)
{
    [ThreadStatic]
    private static bool t_isChecking;

    public DriverSection[] All =>
    [
        .. services.Where(service => service.ServiceType == typeof(DriverSection))
            .Select(service => (DriverSection)service.ImplementationInstance!),
    ];

    /// <summary>What is wrong with the options of drivers, each a sentence that names the key: told once, with the settings of the
    /// transport that was added first.</summary>
    public IEnumerable<string> Check(IServiceProvider provider, Registrations registrations)
    {
        // Code that sets a driver's options may ask for the settings of messaging, whose check this is.
        if (t_isChecking || Registrations.All(services).First() != registrations)
        {
            return [];
        }

        t_isChecking = true;
        try
        {
            return [.. All.SelectMany(section => section.Check(provider))];
        }
        finally
        {
            t_isChecking = false;
        }
    }
}
