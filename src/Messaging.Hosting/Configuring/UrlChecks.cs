using Messaging.Drivers;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the URL of the application, and other settings of its transport's address. Shows no password.</summary>
internal static class UrlChecks
{
    public static void Check(List<string> failures, string path, MessagingOptions options, OsloSection[] sections)
    {
        var key = $"{path}:{nameof(MessagingOptions.Url)}";
        CheckAdded(failures, options.AddedUrls);
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            failures.Add($"{key} is not set. Write the URL of the broker, such as rabbit://user:password@host:5672/ or memory://name.");
            return;
        }

        try
        {
            CheckProtection(failures, key, TransportUrl.Parse(options.Url, sections), options.BrokerOptions, sections);
        }
        catch (InvalidTransportUrlException e)
        {
            failures.Add($"{key} cannot be read. {e.Message}");
        }
    }

    private static void CheckAdded(List<string> failures, List<string> added)
    {
        string[] different =
            [.. added.Select(url => TransportUrl.TryParse(url, out var read) ? read.ToStringWithPassword() : url).Distinct()];
        if (different.Length > 1)
        {
            var shown = different
                .Select(url => TransportUrl.TryParse(url, out var read) ? $"'{read}'" : "one that cannot be read")
                .ToList();
            var hidden = shown.Distinct().Count() < shown.Count ? " (they differ in what is hidden here)" : "";
            failures.Add(
                $"Messaging was added with {different.Length} URLs: {string.Join(" and ", shown)}{hidden}. A transport has one. Call "
                    + "AddMessaging with one of them; services.Configure<MessagingOptions>(...) changes what it set. For a second broker "
                    + "call AddKeyedMessaging(\"name\", url).");
        }
    }

    /// <summary>The URL wins over the configuration, but it does not turn off protection that this asks for.</summary>
    private static void CheckProtection(
        List<string> failures, string key, TransportUrl url, Dictionary<OsloOption, string> brokerOptions, OsloSection[] sections)
    {
        foreach (var (option, value) in brokerOptions)
        {
            if (option.Protection is not null && OsloValue.ReadBoolean(value)
                && url.Query.FirstOrDefault(set => option.IsNamed(set.Key)) is { Value: not null } own
                && option.Value.Fits(own.Value) && !OsloValue.ReadBoolean(own.Value))
            {
                var section = sections.First(one => one.Options.Contains(option)).Name;
                failures.Add($"{key} says {own.Key}={own.Value}, and the option {option.Name} of {section} asks for {option.Protection}. "
                    + "Remove one of them.");
            }
        }
    }
}
