using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Addressing;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Opens connections to servers.</summary>
internal static class Dialer
{
    /// <summary>Connects and completes the handshake.</summary>
    /// <exception cref="SocketException">Nothing listens at the address, or the network path to it is broken.</exception>
    /// <exception cref="ZmtpException">Something other than our server listens there, or the server refuses us.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<Session> DialAsync(PeerAddress address, Mechanism mechanism, CancellationToken cancellationToken)
    {
        var socket = address.CreateSocket();
        try
        {
            await socket.ConnectAsync(address.ToConnect(), cancellationToken).ConfigureAwait(false);
            if (Equals(socket.LocalEndPoint, socket.RemoteEndPoint))
            {
                // The system chose the port that we dial as our local port: we would talk to ourselves, and the server could not bind it.
                throw new ZmtpException("nobody listens there");
            }

            return await Handshake.RunAsync(socket, address.ToString(), mechanism, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
