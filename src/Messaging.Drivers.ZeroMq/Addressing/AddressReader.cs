namespace Messaging.Drivers.ZeroMq.Addressing;

/// <summary>Reads the addresses of a URL.</summary>
internal static class AddressReader
{
    /// <exception cref="InvalidTransportUrlException">The URL has none, or parts that are not for this driver.</exception>
    public static PeerAddress[] Read(TransportUrl url)
    {
        if (!string.IsNullOrEmpty(url.VirtualHost))
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.VirtualHost, $"A {url.Scheme} URL has no virtual host. Write {url.Scheme}://host:port, without a path.");
        }

        if (url.Hosts.Count == 0)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Host,
                $"The {url.Scheme} URL names no server. Write {url.Scheme}://host:port, with further servers behind a ','; {url.Scheme}://*:port binds "
                    + "every address of the machine.");
        }

        var addresses = new PeerAddress[url.Hosts.Count];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i] = Read(url.Scheme, url.Hosts[i], i, addresses.Length);
        }

        return [.. addresses.Distinct()];
    }

    private static PeerAddress Read(string scheme, TransportHost host, int index, int count)
    {
        var which = count == 1 ? "The host" : $"Host {index + 1} of {count}";
        if (host.Port is not { } port)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Port, $"{which} of the {scheme} URL has no port, and there is no usual one. Write host:port.");
        }

        return new PeerAddress(host.Host is "*" or "0.0.0.0" or "::" or "" ? "" : host.Host, port);
    }
}
