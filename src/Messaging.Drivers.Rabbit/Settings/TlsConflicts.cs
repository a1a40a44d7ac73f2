using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>
/// Contradictions about TLS between the URL and the options. A mistake never weakens what was asked for: if either of them asks for TLS,
/// there is TLS or an error, never a password in plain text.
/// </summary>
internal static class TlsConflicts
{
    /// <exception cref="InvalidTransportUrlException">TLS is only half turned on. The message says which URL to write.</exception>
    public static void Check(RabbitSettings settings, TransportUrl url, RabbitOptions options)
    {
        var isOff = url.Query.ContainsKey(UrlOptions.Tls) && !url.GetBoolean(UrlOptions.Tls, true);
        if (isOff && settings.TlsByScheme)
        {
            throw Conflict(
                TransportUrlPart.Scheme,
                $"The scheme {url.Scheme} asks for TLS, and {UrlOptions.Tls}=false for plain text. Write {Secure(url)} for TLS, or "
                    + $"{Plain(url)} for plain text.");
        }

        if (isOff && options.Tls.Enabled)
        {
            throw Conflict(
                TransportUrlPart.Query,
                $"{options.NameOf("Tls.Enabled")} asks for TLS, and {UrlOptions.Tls}=false in the URL for plain text. Write {Secure(url)} "
                    + "for TLS, or turn the option off for plain text.");
        }

        if (!settings.Tls && FindOption(url, options) is { } option)
        {
            throw Conflict(
                TransportUrlPart.Query,
                $"{option} is for TLS, which is not turned on: the password would go in plain text. Write {Secure(url)} (or "
                    + $"{UrlOptions.Tls}=true, where services in Python share the URL), turn {options.NameOf("Tls.Enabled")} on, or leave "
                    + "it out.");
        }

        CheckVersions(url, options);
        CheckUser(settings, url);
    }

    /// <summary>An option that has no meaning without TLS, or null.</summary>
    private static string? FindOption(TransportUrl url, RabbitOptions options)
    {
        foreach (var name in UrlOptions.OfTls)
        {
            if (url.Query.ContainsKey(name))
            {
                return name;
            }
        }

        var option = options.Tls switch
        {
            { CaFile: not null } => "Tls.CaFile",
            { CertFile: not null } => "Tls.CertFile",
            { KeyFile: not null } => "Tls.KeyFile",
            { ServerName: not null } => "Tls.ServerName",
            { VerifyHostName: false } => "Tls.VerifyHostName",
            { Protocols: not SslProtocols.None } => "Tls.Protocols",
            _ => null,
        };
        return option is null ? null : options.NameOf(option);
    }

    private static void CheckVersions(TransportUrl url, RabbitOptions options)
    {
        var given = RabbitSettings.ReadProtocols(url, options.Tls.Protocols);
        if (options.Tls.Protocols != SslProtocols.None && (given == SslProtocols.None || (given & ~options.Tls.Protocols) != 0))
        {
            throw Conflict(
                TransportUrlPart.Query,
                $"{UrlOptions.TlsProtocols}={url.Query[UrlOptions.TlsProtocols]} accepts versions that {options.NameOf("Tls.Protocols")} "
                    + $"({options.Tls.Protocols}) does not. Remove one of them.");
        }
    }

    private static void CheckUser(RabbitSettings settings, TransportUrl url)
    {
        if (settings.Login == RabbitLogin.Certificate && url.Hosts.Any(host => host.User is not null))
        {
            throw Conflict(
                TransportUrlPart.UserInfo,
                $"{UrlOptions.Login}=EXTERNAL logs in as the user of the certificate, so the user of the URL has no meaning. Write "
                    + $"{UrlInstead.Print(url, url.Scheme, withUsers: false)}.");
        }
    }

    private static string Secure(TransportUrl url) => UrlInstead.Print(url, url.DriverScheme is "amqp" or "amqps" ? "amqps" : "rabbit+tls");

    private static string Plain(TransportUrl url) => UrlInstead.Print(url, url.DriverScheme is "amqp" or "amqps" ? "amqp" : "rabbit");

    private static InvalidTransportUrlException Conflict(TransportUrlPart part, string message) => new(part, message);
}
