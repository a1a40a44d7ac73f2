using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the configuration before it is bound: for unknown keys, and for values that cannot be read.</summary>
internal static class ConfigurationCheck
{
    private const string Notifications = "Notifications";
    private const string Listeners = "Listeners";

    private static readonly string[] Sections =
        [nameof(MessagingOptions.Servers), nameof(MessagingOptions.Clients), Listeners, Notifications];

    /// <summary>Every failure, each a sentence that names the key.</summary>
    /// <param name="section">The section.</param>
    /// <param name="registrations">What was added in code; it has the names of servers and clients.</param>
    /// <param name="drivers">The names of the sections that drivers read.</param>
    /// <param name="oslo">The settings in the section under oslo.messaging's names.</param>
    public static IReadOnlyList<string> Run(
        IConfigurationSection section, Registrations registrations, string[] drivers, out OsloSettings oslo)
    {
        var failures = new List<string>();
        oslo = new OsloSettings(failures, registrations.Features);
        foreach (var child in section.GetChildren())
        {
            if (KeyChecks.Is(child, nameof(MessagingOptions.Servers)))
            {
                KeyChecks.CheckNamed(
                    failures, child, ConfigurationKeys.Server, [.. registrations.Servers.Select(server => server.Name)], "AddServer");
            }
            else if (KeyChecks.Is(child, nameof(MessagingOptions.Clients)))
            {
                KeyChecks.CheckNamed(failures, child, ConfigurationKeys.Client, registrations.Clients, "AddClient");
            }
            else if (drivers.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                CheckDriver(failures, child, registrations);
            }
            else if (!registrations.Features.Exists(feature => feature.TryCheck(child, failures)))
            {
                CheckKey(failures, child, drivers, oslo);
            }
        }

        oslo.CheckTwins(section);
        return failures;
    }

    private static void CheckKey(List<string> failures, IConfigurationSection child, string[] drivers, OsloSettings oslo)
    {
        if (KeyChecks.Is(child, Notifications))
        {
            CheckUnused(failures, child, "a notifier", "AddNotifier");
        }
        else if (KeyChecks.Is(child, Listeners))
        {
            CheckUnused(failures, child, "notification listeners", "AddNotificationListener");
        }
        else if (ConfigurationKeys.Messaging.ContainsKey(child.Key) || !oslo.TryAdd(child))
        {
            KeyChecks.CheckKey(failures, child, ConfigurationKeys.Messaging, [.. Sections, .. drivers]);
        }
    }

    /// <summary>The content of the section is checked with the driver's options, which belong to the application.</summary>
    private static void CheckDriver(List<string> failures, IConfigurationSection section, Registrations registrations)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is '{section.Value}', but it holds the options of a driver.");
        }
        else if (registrations.OptionsName.Length > 0 && section.GetChildren().Any())
        {
            failures.Add(
                $"{section.Path} has options of a driver, which are the same for all transports of the application. Write them in code or in the "
                    + "section of the transport without a key; those of this transport alone in its URL.");
        }
    }

    /// <summary>A section of a package that the application does not use.</summary>
    private static void CheckUnused(List<string> failures, IConfigurationSection section, string what, string add)
    {
        if (!string.IsNullOrEmpty(section.Value) || section.GetChildren().Any())
        {
            failures.Add($"{section.Path} has settings for {what}, but no {add} was called. It is in the package Messaging.Notifications.");
        }
    }
}
