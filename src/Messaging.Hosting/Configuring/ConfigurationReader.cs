using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>Fills the options from a section of the configuration, as far as it is known that its keys and values can be read.</summary>
internal sealed class ConfigurationReader(IConfigurationSection section, Registrations registrations, DriverSections drivers)
    : IConfigureOptions<MessagingOptions>
{
    /// <summary>Keys that are not known, and values that cannot be read, are told when the options are checked, with what is wrong
    /// elsewhere.</summary>
    public void Configure(MessagingOptions options)
    {
        options.Unreadable.AddRange(ConfigurationCheck.Run(section, registrations, drivers.All, out var oslo, out var unreadable));
        var readable = unreadable.Count == 0 ? section : Without(unreadable);
        readable.Bind(options);
        foreach (var feature in registrations.Features)
        {
            feature.Bind(readable, options);
        }

        oslo.Apply(options);
    }

    private IConfigurationSection Without(List<string> keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.GetChildren()
            .Where(child => !keys.Contains(child.Key))
            .SelectMany(child => child.AsEnumerable())
            .Where(pair => pair.Value is not null))
        .Build()
        .GetSection(section.Path);
}
