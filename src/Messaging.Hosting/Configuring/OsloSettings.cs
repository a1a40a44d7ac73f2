using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>
/// The settings in the configuration under oslo.messaging's names, at the top of the section or below the name of one of its sections.
/// </summary>
internal sealed class OsloSettings(List<string> failures, IReadOnlyList<IMessagingFeature> features)
{
    /// <summary>The sections of oslo.config, and the options of each: the first once held all of them.</summary>
    private static readonly (string Name, OsloGroup[] Groups)[] Sections =
    [
        ("DEFAULT", [OsloGroup.Default, OsloGroup.Rabbit, OsloGroup.Notifications]),
        ("oslo_messaging_rabbit", [OsloGroup.Rabbit]),
        ("oslo_messaging_notifications", [OsloGroup.Notifications]),
    ];

    private readonly Dictionary<OsloOption, (string Path, string Value)> _found = [];

    /// <summary>Every name that is allowed at the top.</summary>
    public static IEnumerable<string> Names => [.. Sections.Select(section => section.Name), .. NamesOf(Sections[0].Groups)];

    /// <summary>Reads a child of the section, if its name is one of oslo's.</summary>
    public bool TryAdd(IConfigurationSection child)
    {
        foreach (var (name, groups) in Sections)
        {
            if (string.Equals(child.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                AddSection(child, groups);
                return true;
            }
        }

        return TryAdd(child, Sections[0].Groups);
    }

    /// <summary>Reports settings that are also set under our own name.</summary>
    public void CheckTwins(IConfigurationSection section)
    {
        foreach (var (option, (path, _)) in _found)
        {
            if (Twin(option) is { } twin && section.GetSection(twin) is { Value: not null } ours)
            {
                failures.Add(Twice(ours.Path, path));
            }
        }
    }

    /// <summary>Applies the settings that were found; options of the driver are kept for its URL.</summary>
    public void Apply(MessagingOptions options)
    {
        foreach (var (option, (_, value)) in _found)
        {
            if (option.Group == OsloGroup.Rabbit)
            {
                options.BrokerOptions[option.Name] = value;
            }
            else if (!option.Applies)
            {
                options.IgnoredOptions.Add((option.Name, option.Meaning));
            }
            else if (option.Group == OsloGroup.Default)
            {
                Set(options, option, value);
            }
            else
            {
                foreach (var feature in features)
                {
                    feature.Set(options, option, value);
                }
            }
        }
    }

    private static IEnumerable<string> NamesOf(OsloGroup[] groups) =>
        OsloOptions.All.Where(option => groups.Contains(option.Group)).SelectMany(option => option.Aliases.Prepend(option.Name));

    private static string Twice(string path, string other) => $"{path} and {other} are the same setting. Remove one of them.";

    private string? Twin(OsloOption option) => (option.Group, option.Name) switch
    {
        (OsloGroup.Default, "transport_url") => nameof(MessagingOptions.Url),
        (OsloGroup.Default, "control_exchange") => nameof(MessagingOptions.ControlExchange),
        (OsloGroup.Default, "rpc_response_timeout") => nameof(MessagingOptions.CallTimeout),
        (OsloGroup.Default, "executor_thread_pool_size") => nameof(MessagingOptions.ServerConcurrency),
        (OsloGroup.Default, "rpc_ping_enabled") => nameof(MessagingOptions.PingServers),
        (OsloGroup.Rabbit, _) when option.Applies => $"Rabbit:{option.Meaning.Trim('`')["RabbitOptions.".Length..].Replace('.', ':')}",
        _ => features.Select(feature => feature.TwinOf(option)).FirstOrDefault(twin => twin is not null),
    };

    private static void Set(MessagingOptions options, OsloOption option, string value)
    {
        switch (option.Name)
        {
            case "transport_url":
                options.Url = value;
                break;
            case "control_exchange":
                options.ControlExchange = value;
                break;
            case "rpc_response_timeout":
                options.CallTimeout = OsloValue.ReadSeconds(value);
                break;
            case "executor_thread_pool_size":
                options.ServerConcurrency = OsloValue.ReadInt32(value);
                break;
            case "rpc_ping_enabled":
                options.PingServers = OsloValue.ReadBoolean(value);
                break;
        }
    }

    private void AddSection(IConfigurationSection section, OsloGroup[] groups)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is '{section.Value}', but it holds options by oslo.messaging's names.");
        }

        foreach (var child in section.GetChildren())
        {
            if (!TryAdd(child, groups))
            {
                failures.Add($"{child.Path} is not an option of oslo.messaging in that section. "
                    + NearestName.Suggest(child.Key, [.. NamesOf(groups)]));
            }
        }
    }

    private bool TryAdd(IConfigurationSection child, OsloGroup[] groups)
    {
        var name = child.Key.ToLowerInvariant();
        if (groups.Select(group => OsloOptions.Find(group, name)).FirstOrDefault(found => found is not null) is not { } option)
        {
            return false;
        }

        var several = child.GetChildren().ToList();
        if (several.Count > 0 && !option.Value.IsList)
        {
            failures.Add($"{child.Path} is a section, but it takes a value. Write {option.Value.Expected}.");
        }
        else if ((several.Count > 0 ? string.Join(',', several.Select(one => one.Value)) : child.Value) is not { Length: > 0 } value)
        {
            // In oslo.config an empty value means that an option is not set.
        }
        else if (!option.Value.Fits(value))
        {
            failures.Add($"{child.Path} is '{value}'. Write {option.Value.Expected}.");
        }
        else if (!_found.TryAdd(option, (child.Path, value)))
        {
            failures.Add(Twice(_found[option].Path, child.Path));
        }

        return true;
    }
}
