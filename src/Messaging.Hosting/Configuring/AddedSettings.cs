using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>The settings that one call of AddMessaging brings, and the URL among them: two that differ are an error, and not the last one's.</summary>
/// <param name="settings">Sets them.</param>
internal sealed class AddedSettings(string name, IConfigureOptions<MessagingOptions> settings) : IConfigureNamedOptions<MessagingOptions>
{
    public void Configure(MessagingOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? named, MessagingOptions options)
    {
        if (named != name)
        {
            return;
        }

        var earlier = options.Url;
        options.Url = "";
        settings.Configure(options);
        if (string.IsNullOrEmpty(options.Url))
        {
            options.Url = earlier;
        }
        else
        {
            options.AddedUrls.Add(options.Url);
        }
    }
}
