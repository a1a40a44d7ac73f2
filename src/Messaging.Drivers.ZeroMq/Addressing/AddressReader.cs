using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Addressing;

/// <summary>Reads the addresses of a URL.</summary>
internal static class AddressReader
{
    public const string IpcScheme = "zmq+ipc";
    public const string DnsScheme = "zmq+dns";

    /// <exception cref="InvalidTransportUrlException">The URL has no address, or parts that this driver does not use.</exception>
    public static PeerAddress[] Read(TransportUrl url)
    {
        if (url.Scheme == IpcScheme)
        {
            return [ReadPath(url)];
        }

        if (!string.IsNullOrEmpty(url.VirtualHost))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.VirtualHost, $"A {url.Scheme} URL has no virtual host. Write {url.Scheme}://host:port, without a path.");
        }

        if (url.Hosts.Count == 0)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host,
                $"The {url.Scheme} URL names no server. Write {url.Scheme}://host:port, with further servers after a ','; "
                    + $"{url.Scheme}://*:port binds every address of the machine.");
        }

        var addresses = new PeerAddress[url.Hosts.Count];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i] = Read(url.Scheme, url.Hosts[i], i, addresses.Length);
        }

        return [.. addresses.Distinct()];
    }

    private static PeerAddress ReadPath(TransportUrl url)
    {
        if (string.IsNullOrEmpty(url.VirtualHost) || url.Hosts.Any(host => host.Host.Length > 0 || host.Port is not null))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.VirtualHost,
                $"The {url.Scheme} URL needs the path of a socket and no host. Write {url.Scheme}:///run/calc.sock.");
        }

        var path = "/" + url.VirtualHost;
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
            return new PeerAddress("", 0, path);
        }
        catch (ArgumentException e)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.VirtualHost, $"The path of the {url.Scheme} URL cannot be a socket: {e.Message}");
        }
    }

    private static PeerAddress Read(string scheme, TransportHost host, int index, int count)
    {
        var which = count == 1 ? "The host" : $"Host {index + 1} of {count}";
        if (host.Port is not { } port)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Port, $"{which} of the {scheme} URL has no port, and there is no default port. Write host:port.");
        }

        if (scheme == DnsScheme && host.Host is "*" or "")
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host, $"{which} of the {scheme} URL is not a name. Write {scheme}://name:port; servers bind "
                    + $"zmq://*:{port}.");
        }

        return new PeerAddress(host.Host is "*" or "0.0.0.0" or "::" or "" ? "" : host.Host, port);
    }
}
