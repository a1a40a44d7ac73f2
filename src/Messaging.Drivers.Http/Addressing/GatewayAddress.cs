using System.Text;

namespace Messaging.Drivers.Http.Addressing;

/// <summary>The address of a gateway.</summary>
/// <param name="Root">The URL before the topic, without a last <c>/</c>.</param>
/// <param name="Login">The header <c>Authorization</c> of its user and password, or null.</param>
internal sealed record GatewayAddress(string Root, string? Login)
{
    /// <summary>The path of a URL that has none.</summary>
    private const string UsualPath = "rpc";

    /// <summary>Reads the gateways of a URL.</summary>
    /// <exception cref="InvalidTransportUrlException">The URL names no gateway.</exception>
    public static IReadOnlyList<GatewayAddress> Read(TransportUrl url)
    {
        if (url.Hosts.Count == 0 || url.Hosts.Any(host => host.Host.Length == 0))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host,
                $"The {url.Scheme} URL names no gateway. Write {url.Scheme}://host:port/rpc, with further gateways after a ','.");
        }

        return [.. url.Hosts.Select(host => Read(url, host)).Distinct()];
    }

    public override string ToString() => Root;

    private static GatewayAddress Read(TransportUrl url, TransportHost host)
    {
        var path = string.Join(
            '/', (url.VirtualHost ?? UsualPath).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        var root = new UriBuilder(url.Scheme == "https" ? "https" : "http", host.Host, host.Port ?? -1, path).Uri;
        var login = host.User is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{host.User}:{host.Password}"));
        return new GatewayAddress(root.AbsoluteUri.TrimEnd('/'), login);
    }
}
