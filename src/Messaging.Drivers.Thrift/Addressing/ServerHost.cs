using System.Globalization;
using System.Net;

namespace Messaging.Drivers.Thrift.Addressing;

/// <summary>The address of a server, to connect to or to bind.</summary>
/// <param name="Host">The name or the address; empty for every address of the machine.</param>
/// <param name="Port">The port.</param>
/// <param name="User">The user for HTTP, or null.</param>
/// <param name="Password">The password for HTTP, or null.</param>
internal sealed record ServerHost(string Host, int Port, string? User, string? Password)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    public bool IsEverywhere => Host.Length == 0;

    /// <summary>Reads the hosts of a URL.</summary>
    /// <exception cref="InvalidTransportUrlException">The URL has no host, or has parts without a meaning.</exception>
    public static IReadOnlyList<ServerHost> Read(TransportUrl url, bool isHttp)
    {
        if (!isHttp && !string.IsNullOrEmpty(url.VirtualHost))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.VirtualHost,
                $"A {url.Scheme} URL has no path. Write {url.Scheme}://host:port, or thrift+http://host/path.");
        }

        if (url.Hosts.Count == 0)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host, $"The {url.Scheme} URL names no server. Write {url.Scheme}://host:port, with further servers after "
                    + "a ','.");
        }

        return [.. url.Hosts.Select(host => Read(url, host, isHttp)).Distinct()];
    }

    /// <summary>The addresses of the host, resolved again each time.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known.</exception>
    public async ValueTask<IPAddress[]> ResolveAsync(CancellationToken cancellationToken) =>
        IPAddress.TryParse(IsEverywhere ? "127.0.0.1" : Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(Host, cancellationToken).ConfigureAwait(false);

    /// <summary>Host and port, without the user.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsEverywhere ? "*" : Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");

    private static ServerHost Read(TransportUrl url, TransportHost host, bool isHttp)
    {
        if (!isHttp && host.User is not null)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.UserInfo, $"Thrift has no login, but the {url.Scheme} URL has a user. Leave it out, or use "
                    + "thrift+https://.");
        }

        int? usual = url.Scheme switch
        {
            "thrift+http" => HttpPort,
            "thrift+https" => HttpsPort,
            _ => null,
        };
        var port = host.Port ?? usual ?? throw new InvalidTransportUrlException(
            TransportUrlPart.Port, $"The {url.Scheme} URL has a host without a port, and there is no default port. Write host:port, such "
                + $"as {host.Host}:9090.");
        return new ServerHost(host.Host is "*" or "0.0.0.0" or "::" ? "" : host.Host, port, host.User, host.Password);
    }
}
