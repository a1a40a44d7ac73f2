namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>Prints the URL to write instead of a refused one, with its secrets hidden.</summary>
internal static class UrlInstead
{
    /// <param name="url">The refused URL.</param>
    /// <param name="scheme">The scheme to write, which alone decides whether there is TLS.</param>
    /// <param name="withUsers">Whether it may have users and passwords.</param>
    public static string Print(TransportUrl url, string scheme, bool withUsers = true)
    {
        var hosts = url.Hosts.Select(host => host.ToString());
        if (!withUsers)
        {
            hosts = hosts.Select(host => host[(host.IndexOf('@') + 1)..]);
        }

        // In printed form, neither path nor option contains '?' or '&'.
        var parts = url.ToString().Split('?');
        var path = parts[0][(parts[0].IndexOf('/', url.Scheme.Length + "://".Length) + 1)..];
        var options = parts.Length == 1 ? []
            : parts[1].Split('&').Where(option => !option.StartsWith(UrlOptions.Tls + "=", StringComparison.Ordinal)).ToArray();
        return $"{scheme}://{string.Join(',', hosts)}/{path}{(options.Length == 0 ? "" : "?")}{string.Join('&', options)}";
    }
}
