using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Messaging.Hosting.Configuring;

/// <summary>
/// The settings in the configuration under oslo.messaging's names, at the top of the section or below the name of one of its sections.
/// </summary>
internal sealed class OsloSettings(List<string> failures, DriverSection[] drivers, IReadOnlyList<IMessagingFeature> features)
{
    private readonly OsloSection[] _sections =
    [
        OsloSection.Default,
        .. drivers.Select(driver => driver.Oslo).OfType<OsloSection>(),
        .. features.Select(feature => feature.Oslo),
    ];

    private readonly Dictionary<OsloOption, (string Path, string Value)> _found = [];

    /// <summary>Every name that may stand at the top.</summary>
    public IEnumerable<string> Names => [.. _sections.Select(section => section.Name), .. NamesOf(_sections)];

    /// <summary>What else would be known, if the application used it: a sentence for errors, or nothing.</summary>
    public string Absent => !drivers.Any(driver => driver.Oslo is not null) ? " Options of oslo_messaging_rabbit need AddRabbit()."
        : features.Count == 0 ? " Options of oslo_messaging_notifications need AddNotifier()." : "";

    /// <summary>Reads a child of the section, if its name is one of oslo's.</summary>
    public bool TryAdd(IConfigurationSection child)
    {
        if (Array.Find(_sections, section => KeyChecks.Is(child, section.Name)) is not { } named)
        {
            return TryAdd(child, _sections);
        }

        // It was once the section of all.
        AddSection(child, named == OsloSection.Default ? _sections : [named]);
        return true;
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
            if (drivers.Any(driver => IsOf(driver.Oslo, option)))
            {
                options.BrokerOptions[option] = value;
            }
            else if (!option.Applies)
            {
                options.IgnoredOptions.Add((option.Name, option.Meaning));
            }
            else if (IsOf(OsloSection.Default, option))
            {
                Set(options, option, value);
            }
            else
            {
                features.First(feature => IsOf(feature.Oslo, option)).Set(options, option, value);
            }
        }
    }

    private static bool IsOf(OsloSection? section, OsloOption option) => section?.Options.Contains(option) == true;

    private static IEnumerable<string> NamesOf(OsloSection[] sections) =>
        sections.SelectMany(section => section.Options).SelectMany(option => option.Aliases.Prepend(option.Name));

    private static string Twice(string path, string other) => $"{path} and {other} are the same setting. Remove one of them.";

    private string? Twin(OsloOption option)
    {
        if (IsOf(OsloSection.Default, option))
        {
            return option.Name switch
            {
                "transport_url" => nameof(MessagingOptions.Url),
                "control_exchange" => nameof(MessagingOptions.ControlExchange),
                "rpc_response_timeout" => nameof(MessagingOptions.CallTimeout),
                "executor_thread_pool_size" => nameof(MessagingOptions.ServerConcurrency),
                _ => nameof(MessagingOptions.PingServers),
            };
        }

        if (Array.Find(drivers, driver => IsOf(driver.Oslo, option)) is not { } driver)
        {
            return features.First(feature => IsOf(feature.Oslo, option)).TwinOf(option);
        }

        // `RabbitOptions.Tls.CaFile` is Rabbit:Tls:CaFile.
        return option.Applies ? $"{driver.Name}:{string.Join(':', option.Meaning.Trim('`').Split('.')[1..])}" : null;
    }

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

    private void AddSection(IConfigurationSection section, OsloSection[] sections)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is '{section.Value}', but it holds options by oslo.messaging's names.");
        }

        foreach (var child in section.GetChildren())
        {
            if (!TryAdd(child, sections))
            {
                string[] names = [.. NamesOf(sections)];
                var absent = sections == _sections && NearestName.Find(child.Key, names) is null ? Absent : "";
                failures.Add(
                    $"{child.Path} is not an option of oslo.messaging in that section. {NearestName.Suggest(child.Key, names)}{absent}");
            }
        }
    }

    private bool TryAdd(IConfigurationSection child, OsloSection[] sections)
    {
        var name = child.Key.ToLowerInvariant();
        if (sections.Select(section => section.Find(name)).FirstOrDefault(found => found is not null) is not { } option)
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
