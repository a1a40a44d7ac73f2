using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Addressing;

/// <summary>An address to bind or connect to: a host (or every address of the machine) and a port, or a file of this machine.</summary>
/// <param name="Host">The name or the address; empty for every address of the machine.</param>
/// <param name="Port">The port.</param>
/// <param name="Path">The file of a Unix domain socket, which has neither host nor port; or null.</param>
internal sealed record PeerAddress(string Host, int Port, string? Path = null)
{
    public bool IsEverywhere => Host.Length == 0;

    /// <summary>Creates a socket that can connect to the address.</summary>
    public Socket CreateSocket() => Path is null
        ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>The endpoint to connect to. A local server that binds every address is reached on the loopback interface.</summary>
    public EndPoint ToConnect() => Path is not null ? new UnixDomainSocketEndPoint(Path)
        : IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port)
        : new DnsEndPoint(IsEverywhere ? "localhost" : Host, Port);

    /// <summary>The endpoints to bind. Only an attempt to bind shows which of them is an address of this machine.</summary>
    /// <exception cref="SocketException">The name cannot be resolved.</exception>
    public async Task<IReadOnlyList<EndPoint>> ToBindAsync(CancellationToken cancellationToken)
    {
        if (Path is not null)
        {
            return [new UnixDomainSocketEndPoint(Path)];
        }

        if (IsEverywhere)
        {
            return [new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, Port)];
        }

        if (IPAddress.TryParse(Host, out var address))
        {
            return [new IPEndPoint(address, Port)];
        }

        var addresses = await Dns.GetHostAddressesAsync(Host, cancellationToken).ConfigureAwait(false);
        return [.. addresses.Select(found => new IPEndPoint(found, Port))];
    }

    public override string ToString()
    {
        if (Path is not null)
        {
            return $"zmq+ipc://{Path}";
        }

        var host = IsEverywhere ? "*" : Host.Contains(':') ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"zmq://{host}:{Port}");
    }
}
