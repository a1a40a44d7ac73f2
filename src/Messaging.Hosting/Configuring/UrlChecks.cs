using Messaging.Drivers;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the URL of the application, and other settings of its transport's address. Shows no password.</summary>
internal static class UrlChecks
{
    public static void Check(List<string> failures, string path, MessagingOptions options)
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
            CheckTls(failures, key, TransportUrl.Parse(options.Url), options.BrokerOptions);
        }
        catch (InvalidTransportUrlException e)
        {
            failures.Add($"{key} cannot be read. {e.Message}");
        }
    }

    private static void CheckAdded(List<string> failures, List<string> added)
    {
        string[] different = [.. added.Select(url => TransportUrl.TryParse(url, out var read) ? read.ToStringWithPassword() : url).Distinct()];
        if (different.Length > 1)
        {
            var shown = different.Select(url => TransportUrl.TryParse(url, out var read) ? $"'{read}'" : "one that cannot be read").ToList();
            var hidden = shown.Distinct().Count() < shown.Count ? " (they differ in what is hidden here)" : "";
            failures.Add(
                $"Messaging was added with {different.Length} URLs: {string.Join(" and ", shown)}{hidden}. A transport has one. Call AddMessaging "
                    + "with one of them; services.Configure<MessagingOptions>(...) changes what it set. For a second broker call "
                    + "AddKeyedMessaging(\"name\", url).");
        }
    }

    /// <summary>The URL takes precedence over the configuration, but it does not turn off the TLS that the configuration
    /// requires.</summary>
    private static void CheckTls(List<string> failures, string key, TransportUrl url, Dictionary<string, string> brokerOptions)
    {
        var tls = OsloOptions.Find(OsloGroup.Rabbit, "ssl")!;
        var own = url.Query.FirstOrDefault(option => tls.IsNamed(option.Key));
        if (own.Value is not null && brokerOptions.TryGetValue(tls.Name, out var value)
            && OsloValue.ReadBoolean(value) && tls.Value.Fits(own.Value) && !OsloValue.ReadBoolean(own.Value))
        {
            failures.Add($"{key} says {own.Key}={own.Value}, and the option {tls.Name} of oslo_messaging_rabbit asks for TLS. Remove one of them.");
        }
    }
}
