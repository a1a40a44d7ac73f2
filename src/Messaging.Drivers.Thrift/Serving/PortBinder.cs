using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.Thrift.Addressing;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Binds the first address of a URL that this machine has.</summary>
internal static class PortBinder
{
    private const int Backlog = 1024;
    private const int SolSocket = 1;
    private const int SoReusePort = 15;

    /// <exception cref="ConnectionFailedException">No address can be bound.</exception>
    public static async Task<(Socket Socket, string Address)> BindAsync(ThriftSettings settings, CancellationToken cancellationToken)
    {
        List<string> reasons = [];
        SocketException? last = null;
        foreach (var host in settings.Hosts)
        {
            try
            {
                foreach (var address in await ToBindAsync(host, cancellationToken).ConfigureAwait(false))
                {
                    return (Bind(new IPEndPoint(address, host.Port), settings.ReusePort), host.ToString());
                }
            }
            catch (SocketException e)
            {
                last = e;
                reasons.Add($"{host}: {Explain(e)}");
            }
        }

        throw new ConnectionFailedException(
            $"A Thrift server could not bind any address of its URL. {string.Join(" ", reasons)}",
            isTransient: last?.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.TryAgain, last);
    }

    private static async ValueTask<IPAddress[]> ToBindAsync(ServerHost host, CancellationToken cancellationToken) => host.IsEverywhere
        ? [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any]
        : await host.ResolveAsync(cancellationToken).ConfigureAwait(false);

    private static Socket Bind(IPEndPoint endpoint, bool reusePort)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            if (reusePort)
            {
                ReusePort(socket);
            }

            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void ReusePort(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ConnectionFailedException("Several processes can share a port only on Linux. Leave it out.", isTransient: false);
        }

        socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
    }

    private static string Explain(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "it is bound already; stop the process that has it, choose another port, or share it by "
            + "reuse_port=true.",
        SocketError.AddressNotAvailable => "it is not an address of this machine.",
        SocketError.AccessDenied => "this user may not bind it; choose a port above 1023.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name is not known.",
        _ => error.Message + ".",
    };
}
