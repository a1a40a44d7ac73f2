using Messaging.Drivers;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Configuring;

/// <summary>The sections that drivers of the application have read. Asked for late, for drivers are added after messaging.</summary>
internal static class DriverSections
{
    public static IEnumerable<DriverSection> Of(IServiceCollection services) => services
        .Where(service => service.ServiceType == typeof(DriverSection)).Select(service => (DriverSection)service.ImplementationInstance!);
}
