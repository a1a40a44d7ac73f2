using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Drivers.ZeroMq.Addressing;

/// <summary>
/// An address to which servers bind and clients connect: a host, or every address of the machine, and a port; or a file on this machine.
/// </summary>
/// <param name="Host">The name or the address; empty for every address of the machine.</param>
/// <param name="Port">The port.</param>
/// <param name="Path">The file of a Unix domain socket, in which case there is no host and port; or null.</param>
internal sealed record PeerAddress(string Host, int Port, string? Path = null)
{
    public bool IsEverywhere => Host.Length == 0;

    /// <summary>Creates the socket for a connection to it.</summary>
    public Socket CreateSocket() => Path is null
        ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Where a client connects: a server of this machine that binds every address is reached on the loopback interface.</summary>
    public EndPoint ToConnect() => Path is not null ? new UnixDomainSocketEndPoint(Path)
        : IPAddress.TryParse(Host, out var address) ? new IPEndPoint(address, Port)
        : new DnsEndPoint(IsEverywhere ? "localhost" : Host, Port);

    /// <summary>Where a server may bind. Which of these is an address of this machine shows when it tries.</summary>
    /// <exception cref="SocketException">The name is not known.</exception>
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
