using System.Collections.Frozen;
using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>Compares the configuration with what may stand there, before it is bound: unknown keys, and values that cannot be
/// read.</summary>
internal sealed class ConfigurationCheck
{
    private static readonly string[] Sections =
    [
        nameof(MessagingOptions.Servers), nameof(MessagingOptions.Clients), nameof(MessagingOptions.Listeners),
        nameof(MessagingOptions.Notifications),
    ];

    private readonly List<string> _failures = [];

    /// <summary>Every failure, each a sentence that names the key.</summary>
    /// <param name="section">The section.</param>
    /// <param name="registrations">What was added in code, for the names of servers and clients.</param>
    /// <param name="drivers">The names of the sections that drivers read.</param>
    /// <param name="oslo">The settings by oslo.messaging's names that the section holds.</param>
    public static IReadOnlyList<string> Run(
        IConfigurationSection section, Registrations registrations, string[] drivers, out OsloSettings oslo)
    {
        var check = new ConfigurationCheck();
        oslo = new OsloSettings(check._failures);
        foreach (var child in section.GetChildren())
        {
            if (Is(child, nameof(MessagingOptions.Servers)))
            {
                check.CheckNamed(child, ConfigurationKeys.Server, [.. registrations.Servers.Select(server => server.Name)], "AddServer");
            }
            else if (Is(child, nameof(MessagingOptions.Clients)))
            {
                check.CheckNamed(child, ConfigurationKeys.Client, registrations.Clients, "AddClient");
            }
            else if (Is(child, nameof(MessagingOptions.Listeners)))
            {
                check.CheckNamed(
                    child, ConfigurationKeys.Listener, [.. registrations.Listeners.Select(listener => listener.Name)],
                    "AddNotificationListener");
            }
            else if (Is(child, nameof(MessagingOptions.Notifications)))
            {
                check.CheckNotifications(child, registrations);
            }
            else if (drivers.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                check.CheckDriver(child, registrations);
            }
            else if (ConfigurationKeys.Messaging.ContainsKey(child.Key) || !oslo.TryAdd(child))
            {
                check.CheckKey(child, ConfigurationKeys.Messaging, [.. Sections, .. drivers]);
            }
        }

        oslo.CheckTwins(section);
        return check._failures;
    }

    private static bool Is(IConfigurationSection section, string key) =>
        string.Equals(section.Key, key, StringComparison.OrdinalIgnoreCase);

    private void CheckNamed(
        IConfigurationSection section, FrozenDictionary<string, ValueRule> keys, IReadOnlyCollection<string> names, string add)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _failures.Add($"{section.Path} is '{section.Value}', but it holds a section for each name of {add}.");
            return;
        }

        foreach (var named in section.GetChildren())
        {
            if (!names.Contains(named.Key, StringComparer.OrdinalIgnoreCase))
            {
                _failures.Add($"{named.Path} has settings for a name that no {add} has. {NearestName.Suggest(named.Key, names)}");
                continue;
            }

            foreach (var child in named.GetChildren())
            {
                CheckKey(child, keys);
            }
        }
    }

    /// <summary>What stands in the section is checked with the driver's options, which are those of the application.</summary>
    private void CheckDriver(IConfigurationSection section, Registrations registrations)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _failures.Add($"{section.Path} is '{section.Value}', but it holds the options of a driver.");
        }
        else if (registrations.OptionsName.Length > 0 && section.GetChildren().Any())
        {
            _failures.Add(
                $"{section.Path} has options of a driver, which are the same for all transports of the application. Write them in code or in the "
                    + "section of the transport without a key; those of this transport alone in its URL.");
        }
    }

    private void CheckNotifications(IConfigurationSection section, Registrations registrations)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            _failures.Add($"{section.Path} is '{section.Value}', but it holds the settings of AddNotifier.");
        }
        else if (!registrations.HasNotifier && section.GetChildren().Any())
        {
            _failures.Add($"{section.Path} has settings for a notifier, but no AddNotifier was called.");
        }

        foreach (var child in section.GetChildren())
        {
            CheckKey(child, ConfigurationKeys.Notifications);
        }
    }

    private void CheckKey(IConfigurationSection child, FrozenDictionary<string, ValueRule> keys, params ReadOnlySpan<string> sections)
    {
        if (!keys.TryGetValue(child.Key, out var rule))
        {
            string[] known = [.. keys.Keys, .. sections];
            var nearest = sections.Length == 0 ? null : NearestName.Find(child.Key, [.. known, .. OsloSettings.Names]);
            var add = sections.Length > 0 && nearest is null && child.GetChildren().Any()
                ? $" A section of a driver needs the driver: call Add{child.Key}(), if there is one." : "";
            _failures.Add(
                $"{child.Path} is not a setting. {(nearest is null ? NearestName.Suggest(child.Key, known) : $"Did you mean {nearest}?")}{add}");
        }
        else if (child.GetChildren().Any())
        {
            _failures.Add($"{child.Path} is a section, but it takes a value. {rule.Right}".TrimEnd());
        }
        else if (child.Value is { } value && !rule.Fits(value))
        {
            _failures.Add($"{child.Path} is '{value}'. {rule.Right}");
        }
    }
}
