using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>The settings of one call of AddMessaging, including the URL: two different URLs are an error; the last one does not
/// win.</summary>
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
