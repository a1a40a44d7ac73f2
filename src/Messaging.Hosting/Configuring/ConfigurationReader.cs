using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>Fills the options from a section of the configuration, once every key and value in it has been checked.</summary>
internal sealed class ConfigurationReader(IConfigurationSection section, Registrations registrations, IServiceCollection services)
    : IConfigureOptions<MessagingOptions>
{
    /// <exception cref="OptionsValidationException">The section holds unknown keys, or values that cannot be read; all are
    /// named.</exception>
    public void Configure(MessagingOptions options)
    {
        var failures = ConfigurationCheck.Run(section, registrations, DriverSections(), out var oslo);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(registrations.OptionsName, typeof(MessagingOptions), failures);
        }

        section.Bind(options);
        foreach (var feature in registrations.Features)
        {
            feature.Bind(section, options);
        }

        oslo.Apply(options);
    }

    /// <summary>The names of the sections that drivers read: fetched late, because drivers are added after messaging.</summary>
    private string[] DriverSections() => [.. services
        .Where(service => service.ServiceType == typeof(DriverSection)).Select(service => ((DriverSection)service.ImplementationInstance!).Name)];
}
