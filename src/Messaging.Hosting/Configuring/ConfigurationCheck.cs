using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the configuration before it is bound: for unknown keys, and for values that cannot be read.</summary>
internal static class ConfigurationCheck
{
    private const string Notifications = "Notifications";
    private const string Listeners = "Listeners";

    /// <summary>The sections of packages that the application does not use: what each is for, what adds it, and where that is.</summary>
    private static readonly Dictionary<string, (string What, string Add, string Package)> Unused = new(StringComparer.OrdinalIgnoreCase)
    {
        [Notifications] = ("a notifier", "AddNotifier", "Messaging.Notifications"),
        [Listeners] = ("notification listeners", "AddNotificationListener", "Messaging.Notifications"),
        ["oslo_messaging_notifications"] = ("a notifier", "AddNotifier", "Messaging.Notifications"),
        ["oslo_messaging_rabbit"] = ("the RabbitMQ driver", "AddRabbit", "Messaging.Drivers.Rabbit"),
    };

    private static readonly string[] Sections =
        [nameof(MessagingOptions.Servers), nameof(MessagingOptions.Clients), Listeners, Notifications];

    /// <summary>Every failure, each a sentence that names the key.</summary>
    /// <param name="section">The section.</param>
    /// <param name="registrations">What was added in code, for the names of servers and clients.</param>
    /// <param name="drivers">The sections that drivers read.</param>
    /// <param name="oslo">The settings by oslo.messaging's names that the section holds.</param>
    /// <param name="unreadable">The keys right below the section that have failures.</param>
    public static IReadOnlyList<string> Run(
        IConfigurationSection section, Registrations registrations, DriverSection[] drivers, out OsloSettings oslo,
        out List<string> unreadable)
    {
        var failures = new List<string>();
        oslo = new OsloSettings(failures, drivers, registrations.Features);
        unreadable = [];
        string[] driverNames = [.. drivers.Select(driver => driver.Name)];
        foreach (var child in section.GetChildren())
        {
            var before = failures.Count;
            if (KeyChecks.Is(child, nameof(MessagingOptions.Servers)))
            {
                KeyChecks.CheckNamed(
                    failures, child, ConfigurationKeys.Server, [.. registrations.Servers.Select(server => server.Name)], "AddServer");
            }
            else if (KeyChecks.Is(child, nameof(MessagingOptions.Clients)))
            {
                KeyChecks.CheckNamed(failures, child, ConfigurationKeys.Client, registrations.Clients, "AddClient");
            }
            else if (driverNames.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                CheckDriver(failures, child, registrations);
            }
            else if (!registrations.Features.Exists(feature => feature.TryCheck(child, failures)))
            {
                CheckKey(failures, child, driverNames, oslo);
            }

            if (failures.Count > before)
            {
                unreadable.Add(child.Key);
            }
        }

        oslo.CheckTwins(section);
        return failures;
    }

    private static void CheckKey(List<string> failures, IConfigurationSection child, string[] drivers, OsloSettings oslo)
    {
        if (!ConfigurationKeys.Messaging.ContainsKey(child.Key) && oslo.TryAdd(child))
        {
            return;
        }

        if (Unused.TryGetValue(child.Key, out var unused))
        {
            if (!string.IsNullOrEmpty(child.Value) || child.GetChildren().Any())
            {
                failures.Add(
                    $"{child.Path} has settings for {unused.What}, but no {unused.Add} was called. It is in the package {unused.Package}.");
            }
        }
        else
        {
            KeyChecks.CheckKey(failures, child, ConfigurationKeys.Messaging, [.. Sections, .. drivers], oslo);
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
                $"{section.Path} has options of a driver, which are the same for all transports of the application. Write them in code or "
                    + "in the section of the transport without a key; those of this transport alone in its URL.");
        }
    }
}
