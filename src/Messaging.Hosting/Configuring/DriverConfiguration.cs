using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>The sections of drivers in the configuration of the transport without a key. If several calls of AddMessaging passed one, later
/// values win.</summary>
internal sealed class DriverConfiguration(Registrations registrations) : IDriverConfiguration
{
    public string PathOf(string section) => SectionsOf(section).LastOrDefault()?.Path ?? $"{registrations.ConfigurationPath}:{section}";

    public IReadOnlyDictionary<string, string> ValuesOf(string section)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in SectionsOf(section).SelectMany(found => found.AsEnumerable(makePathsRelative: true)))
        {
            // Null means a section, or an option that is not set.
            if (value is not null)
            {
                values[key] = value;
            }
        }

        return values;
    }

    private IEnumerable<IConfigurationSection> SectionsOf(string name) =>
        registrations.Sections.Select(section => section.GetSection(name)).Where(section => section.GetChildren().Any());
}
